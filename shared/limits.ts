/** Limits of the product (decisions.md §5). At a limit the person is told; nothing is cut silently. */
export const limits = {
  textCharacters: 4_000,
  placeCharacters: 200,
  displayNameCharacters: 60,
  /** The widest circle a position may have. */
  positionAccuracyMetres: 100_000,
  recipientCharacters: 120,
  /** Of the purpose of a walk. */
  planCharacters: 1_000,
  referenceCharacters: 80,
  /** Of what a leader says to everybody. */
  lineCharacters: 120,
  /** The newest ones stay with the walk. */
  saidLines: 10,
  /** Room for a family of four at every place; a limit in bytes is what keeps heaps of marks from filling the store. */
  bytesPerCharacter: 25,
  photosPerObservation: 10,
  photoBytes: 12 * 1024 * 1024,
  photoLongSidePixels: 2_048,
  photoChunkBytes: 256 * 1024,
  smallestPhotoChunkBytes: 32 * 1024,
  largestPhotoChunkBytes: 1024 * 1024,
  pushMutations: 50,
  pushBytes: 256 * 1024,
  pullRows: 500,
  partiesPerObservation: 4,
  /** Invited to one walk. */
  partiesPerWalk: 20,
  listPage: 200,
  /** Most ranges of running numbers in one report of a phone. */
  receiptRanges: 200,
  peoplePerWalk: 200,
  /** Characters of what an old phone puts down for a new one, encrypted: what it has answered on some twenty walks. */
  sealedMove: 240_000,
  observationsPerWalk: 5_000,
  stopsPerWalk: 30,
  routePoints: 2_000,
  /** The most urgent findings of a walk. */
  topFindings: 5,
  /** Findings in one approved list. */
  approvedFindings: 1_000,
  /** Of the sentence with which something that was put aside is closed: a walker reads it on a phone. */
  closingCharacters: 500,
} as const

/** Two pins of one category closer than this are suggested as the same thing (domain.md §9). */
export const duplicateDistanceMetres = 15

/**
 * A phone that knows its place no better than this cannot say which lamp or path is meant, also when somebody searches: the person
 * shows the place on the map instead.
 */
export const usefulAccuracyMetres = 200
