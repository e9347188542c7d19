/** Kinds of place that a walk goes through; each has its own check list (domain.md §6, notes). */
export const placeKinds = [
  ...(['tunnel', 'path', 'school-road', 'car-park', 'playground'] as const),
  ...(['station', 'housing', 'harbour', 'nightlife', 'shops'] as const),
] as const
export type PlaceKind = (typeof placeKinds)[number]

/** Weather of a walk, as the leader says it once (domain.md §8.5). */
export const weathers = ['dry', 'rain', 'snow', 'fog', 'windy'] as const
export type Weather = (typeof weathers)[number]
