/** Longest texts that are taken, in characters: generous for people, finite for the database. */
export const MAX_TEXT = { short: 200, long: 10_000, accessory: 200, accessories: 200, phones: 5, photos: 40 } as const;
