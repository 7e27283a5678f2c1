import { Skeleton } from "@mantine/core";
import { useEffect, useState, type CSSProperties, type ReactNode } from "react";

type FilePictureProps = {
  readonly file: Blob | undefined;
  readonly alt: string;
  readonly style?: CSSProperties;
};

/** Shows a picture that came as a file; grey until it is there. */
export function FilePicture({ file, alt, style }: FilePictureProps): ReactNode {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!file) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url ? <img src={url} alt={alt} style={{ display: "block", maxWidth: "100%", ...style }} /> : <Skeleton style={style} mih={60} />;
}
