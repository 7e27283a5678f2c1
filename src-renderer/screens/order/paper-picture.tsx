import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { PrintJob } from "../../../src-main/domain/order.ts";
import { api } from "../../client/client.ts";
import { FilePicture } from "../../components/file-picture.tsx";
import { useText } from "../../components/text.tsx";
import { PictureDialog } from "./picture-dialog.tsx";

/** A label as the dots that its printer sets; a page as lines, sharp in every size and quick to make. */
const FORMS = {
  certificate: { format: "svg" },
  handback: { format: "svg" },
  decision: { format: "svg" },
  approval: { format: "svg" },
  label: { format: "png", dpi: 203 },
} as const;

/** A paper as a small picture in its true proportion; Enter or a click shows it large. */
export function PaperPicture({ job, onPrint }: { job: PrintJob; onPrint: () => void }): ReactNode {
  const { t } = useText();
  const [large, setLarge] = useState(false);
  const name = t(`order.paper.${job.kind}`);
  return (
    <>
      <button
        type="button"
        className="paper-picture"
        data-kind={job.kind}
        aria-label={t("order.paper.show", { paper: name })}
        onClick={() => setLarge(true)}
      >
        <Rendered job={job} alt="" />
      </button>
      {large && (
        <PictureDialog
          title={`${name} ${job.number}`}
          onClose={() => setLarge(false)}
          readable={job.kind !== "label"}
          actions={
            <Button variant="default" onClick={onPrint} data-autofocus>
              {t("order.paper.print")}
            </Button>
          }
        >
          <Rendered job={job} alt={`${name} ${job.number}`} />
        </PictureDialog>
      )}
    </>
  );
}

function Rendered({ job, alt }: { job: PrintJob; alt: string }): ReactNode {
  const { data } = useQuery(api.paper.render.queryOptions({ input: { id: job.id, ...FORMS[job.kind] } }));
  return <FilePicture file={data?.file} alt={alt} />;
}
