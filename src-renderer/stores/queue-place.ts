/** Where a person stood when they left the queue. */
type Place = { readonly text: string; readonly id: string | null; readonly scrollTop: number };

const places = new Map<string, Place>();

const START: Place = { text: "", id: null, scrollTop: 0 };

/** The place that a person left; opening an order and coming back loses nothing. It is gone with the tab. */
export const placeOf = (personId: string): Place => places.get(personId) ?? START;

/** Remembers where a person stands. */
export const keepPlace = (personId: string, change: Partial<Place>): void => void places.set(personId, { ...placeOf(personId), ...change });
