import type { Uuid } from '../../../shared/identifiers.ts'
import type { SubjectBodies, SubjectChange, SubjectKind } from '../../../shared/sync/subject.ts'

type Bodies = { [Kind in SubjectKind]?: Map<Uuid, SubjectBodies[Kind]> }

/** The subjects that a batch names, in their state after the mutations judged so far. */
export class KnownSubjects {
  readonly #bodies: Bodies

  constructor(bodies: Bodies = {}) {
    this.#bodies = bodies
  }

  get = <Kind extends SubjectKind>(kind: Kind, id: Uuid): SubjectBodies[Kind] | undefined =>
    this.#bodies[kind]?.get(id)

  set({ kind, body }: Pick<SubjectChange, 'kind' | 'body'>): void {
    const bodies = (this.#bodies[kind] ??= new Map()) as Map<Uuid, typeof body>
    bodies.set(body.id, body)
  }
}
