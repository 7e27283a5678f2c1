import { useState } from "react";
import { moved } from "../../../components/move.ts";

type ItemKeys = {
  readonly at: (place: number) => number;
  readonly move: (from: number, by: -1 | 1) => void;
  readonly remove: (place: number) => void;
};

/** Keys that stay with their items when these are moved. */
export function useItemKeys(count: number): ItemKeys {
  const [keys] = useState(() => {
    let next = 0;
    let list: number[] = [];
    return {
      fit: (length: number): void => {
        list = list.slice(0, length);
        while (list.length < length) list.push(next++);
      },
      at: (place: number): number => list[place]!,
      move: (from: number, by: -1 | 1): void => void (list = [...moved(list, from, by)]),
      remove: (place: number): void => void (list = list.toSpliced(place, 1)),
    };
  });
  keys.fit(count);
  return keys;
}
