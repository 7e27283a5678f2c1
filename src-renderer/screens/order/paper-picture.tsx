import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { PrintJob } from "../../../src-main/domain/printing/print-job.ts";
import { FilePicture } from "../../components/file-picture.tsx";
import { useText } from "../../components/text.tsx";
import { paperPicture } from "../../stores/paper-picture.ts";
import { PictureDialog } from "./picture-dialog.tsx";

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
  const { data } = useQuery(paperPicture(job));
  return <FilePicture file={data?.file} alt={alt} />;
}
