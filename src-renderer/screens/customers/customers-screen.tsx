import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { useText } from "../../components/text.tsx";
import { CustomerCard } from "./customer-card.tsx";
import { CustomerSearch } from "./customer-search.tsx";
import "./customers.css";

/** Who was here before: found by anything that is known of them, and one of them with all their orders. */
export function CustomersScreen({ id }: { readonly id: string | undefined }): ReactNode {
  const { t } = useText();
  return (
    <div className="customers" data-open={id !== undefined || undefined}>
      <CustomerSearch chosen={id} />
      {id === undefined ? (
        <p className="customers-teach">
          {t("customers.teach")}{" "}
          <Anchor href="#/intake" underline="always">
            {t("customers.teach-action")}
          </Anchor>
        </p>
      ) : (
        <CustomerCard key={id} id={id} />
      )}
    </div>
  );
}
