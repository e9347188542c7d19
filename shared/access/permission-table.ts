import type { SubjectKind } from '../sync/subject.ts'
import type { Role } from './roles.ts'

/**
 * On which subjects a role may do something: `all`; `open`, those that are not restricted; `own`, made by the actor; `party`, assigned
 * to one of the actor's parties; `effort`, those open ones that feed one of the actor's efforts; `seen`, all that the actor may see;
 * `linked`, the one that the link was made for.
 */
export type Reach = 'all' | 'open' | 'own' | 'party' | 'effort' | 'seen' | 'linked'

/** Roles that are not named may not do it at all. */
type Permission = Readonly<Partial<Record<Role, readonly Reach[]>>>

const member = { walker: ['all'], leader: ['all'], recorder: ['all'] } as const

/**
 * Who may do what, by subject: domain.md §4. Restricted observations are for their author, the walk's leader, the coordinator and officials
 * of an assigned party. Viewers read totals only, never single observations.
 */
export const permissionTable = {
  observation: {
    see: {
      walker: ['open', 'own'],
      leader: ['all'],
      recorder: ['open', 'own'],
      verifier: ['open'],
      official: ['open', 'party'],
      coordinator: ['all'],
      'effort-owner': ['effort'],
      admin: ['open'],
      link: ['linked'],
      integration: ['open'],
    },
    /** Everybody in a walk pins; of the accounts only coordinators, for what reaches them outside the app. */
    pin: { ...member, coordinator: ['all'] },
    /** Walkers edit their own pins; leaders and recorders every pin in the walk that they may see. */
    edit: { walker: ['own'], leader: ['seen'], recorder: ['own', 'seen'], coordinator: ['all'] },
    comment: {
      ...{ walker: ['seen'], leader: ['seen'], recorder: ['seen'] },
      ...{ official: ['seen'], coordinator: ['seen'], 'effort-owner': ['seen'] },
    },
    /** What people who walked say of a finding by a press: that they see it too, that it is not solved; its author, to a question. */
    respond: { walker: ['seen'], leader: ['seen'], recorder: ['seen'] },
    /** Internal comments and names of authors are for the people who answer, not for walkers (domain.md §13.10). */
    'read-internal': { official: ['all'], coordinator: ['all'], 'effort-owner': ['all'] },
    /** Officials act on what their party is assigned. */
    triage: { official: ['party'], coordinator: ['all'] },
    assign: { coordinator: ['all'] },
    /** Who goes through the findings of a walk, links doubles and chooses photos, and so sees who made them. */
    gather: { leader: ['seen'], coordinator: ['all'] },
  },
  walk: {
    create: { coordinator: ['all'], system: ['all'] },
    edit: { leader: ['all'], coordinator: ['all'], system: ['all'] },
    start: { leader: ['all'], coordinator: ['all'], system: ['all'] },
    close: { leader: ['all'], coordinator: ['all'], system: ['all'] },
    /** One line to every phone, by those who are there. */
    say: { leader: ['all'] },
    /** The five most urgent findings, and the approval of the list. */
    gather: { leader: ['all'], coordinator: ['all'] },
    /** The page that everybody may read. */
    publish: { coordinator: ['all'] },
    /** The report holds nothing but what everybody on the walk may see; viewers read totals only. */
    'read-report': {
      ...member,
      ...{ official: ['all'], coordinator: ['all'], 'effort-owner': ['all'], admin: ['all'] },
    },
    /** Whoever walks along may have a link to their status page. Who holds it reads the one walk as a walker, whatever the person is there. */
    'hold-status-link': member,
    'read-status': { link: ['linked'] },
    /** Whoever sets walks up and follows them to their end sees which phones still owe something; so do administrators. */
    organise: { leader: ['all'], coordinator: ['all'], admin: ['all'] },
  },
  /** Whoever walks along answers for themselves, also the leader and whoever keeps the record. */
  'stop-rating': {
    answer: member,
    /** Spreads only, and those of five people and more (domain.md §8.5). */
    summarise: {
      leader: ['all'],
      official: ['all'],
      coordinator: ['all'],
      'effort-owner': ['all'],
      viewer: ['all'],
    },
  },
  'walk-answers': { answer: member },
  /** By a named function: whoever keeps the record, and whoever leads (domain.md §8.4). */
  'stop-observed': { observe: { recorder: ['all'], leader: ['all'] } },
  /** Whoever walks along votes on what is most urgent; who reads how much of the result is in vote-result.ts. */
  'walk-vote': { vote: member, 'read-result': { ...member, coordinator: ['all'] } },
  municipality: {
    'set-category-efforts': { coordinator: ['all'], admin: ['all'], system: ['all'] },
    'set-retention': { admin: ['all'], system: ['all'] },
    /** The outbox of e-mails: addresses of askers and walkers are in it. */
    'handle-messages': { coordinator: ['all'] },
  },
  /** Whoever asks has no account: a link of their own opens the one wish. Names and contacts are for those who decide. */
  wish: {
    ask: { link: ['linked'] },
    see: { coordinator: ['all'] },
    decide: { coordinator: ['all'] },
  },
  /** Whoever answers an invitation has no account either. What people need is for those who plan the walk. */
  reply: {
    give: { link: ['linked'] },
    count: { leader: ['all'], coordinator: ['all'] },
  },
  /** What of a finding everybody may see: the municipality answers for it. Restricted ones are refused by its rules, whoever asks. */
  publication: { decide: { coordinator: ['all'] } },
} as const satisfies Record<SubjectKind, Record<string, Permission>>

type Table = typeof permissionTable
export type Action<Kind extends SubjectKind> = keyof Table[Kind]

/** How far a role reaches with an action; empty when it may not do it at all. */
export function reachOf<Kind extends SubjectKind>(
  kind: Kind,
  action: Action<Kind>,
  role: Role,
): readonly Reach[] {
  const permission = permissionTable[kind][action] as Permission
  return permission[role] ?? []
}
