/** Steps of an open observation that have a key of their own. */
export const panelSteps = ['accept', 'assign', 'status', 'done', 'edit'] as const
export type PanelStep = (typeof panelSteps)[number]
