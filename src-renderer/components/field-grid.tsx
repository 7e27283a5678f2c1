import { SimpleGrid, type InputWrapperProps } from "@mantine/core";
import type { ReactNode } from "react";

/** Fields in two columns where there is room for them, one below the other where there is not. */
export function FieldGrid({ children }: { children: ReactNode }): ReactNode {
  return (
    <SimpleGrid type="container" cols={{ base: 1, "24rem": 2 }} spacing="md" verticalSpacing="xs" style={{ alignItems: "start" }}>
      {children}
    </SimpleGrid>
  );
}

/** Makes a field as wide as both columns. */
export const WIDE = { gridColumn: "1 / -1" } as const;

/** Puts what explains a field below it, so that the fields of a row stay in line. */
export const EXPLAINED_BELOW: NonNullable<InputWrapperProps["inputWrapperOrder"]> = ["label", "input", "description", "error"];
