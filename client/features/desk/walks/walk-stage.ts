import type { Walk } from '../../../../shared/walk/walk.ts'

/** planned: not made known yet; open: people may join; under-way: its leader has begun it; closed. */
export type WalkStage = 'planned' | 'open' | 'under-way' | 'closed'

type Staged = Pick<Walk, 'phase'> & { startedAt?: string | null | undefined }

/** The phase as people speak of it: an open walk that was begun is under way. */
export function stageOf({ phase, startedAt }: Staged): WalkStage {
  return phase === 'open' && startedAt ? 'under-way' : phase
}
