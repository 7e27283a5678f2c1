/** A file as it was before it was packed by gzip for its way here; one that was not stays as it is. */
export const unpacked = async (file: Blob): Promise<Blob> =>
  file.type === "application/gzip"
    ? new Blob([await new Response(file.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()], { type: "image/svg+xml" })
    : file;
