/**
 * In which function somebody comes to a walk. A plan names functions and never people: domain.md §11 lists participants by
 * organisation and function, and the two councils are those that Aalborg's politicians asked for (domain.md §3.3, phase 2).
 */
export const walkFunctions = [
  ...(['leader', 'recorder', 'host', 'residents', 'young-people', 'parents'] as const),
  ...(['caretaker', 'school', 'shopkeepers', 'accessibility-council', 'social-council'] as const),
] as const
export type WalkFunction = (typeof walkFunctions)[number]

/** A walk that lacks one of these is not ready (domain.md §3.3, phase 1). */
export const neededFunctions = ['leader', 'recorder'] as const satisfies readonly WalkFunction[]
