/** Steps of an open observation that have a key of their own. */
export const panelSteps = ['accept', 'assign', 'answer', 'done', 'give-back', 'steps'] as const
export type PanelStep = (typeof panelSteps)[number]
