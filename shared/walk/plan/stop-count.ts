/** 5 to 10 stops are right for an evening (domain.md §3.3, phase 1). */
const [fewest, most] = [5, 10]

export const isUsualStopCount = (count: number): boolean => count >= fewest && count <= most
