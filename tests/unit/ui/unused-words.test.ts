import { glob, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Messages } from '../../../client/ui/language/i18n.ts'
import { da } from '../../../client/ui/messages/da/both-apps.ts'
import { deskDa } from '../../../client/ui/messages/da/desk/desk.ts'
import { deskEn } from '../../../client/ui/messages/en/desk/desk.ts'
import { offlineDa } from '../../../client/ui/messages/da/offline.ts'
import { offlineEn } from '../../../client/ui/messages/en/offline.ts'
import { listFilterNames } from '../../../shared/observation/list-filters.ts'
import { waitKinds } from '../../../shared/observation/promises/waits-for.ts'
import { walkWords } from '../../support/walk-words.ts'
import { repositoryRoot } from '../../support/repository.ts'

/**
 * Keys that are composed at run time: their prefix in the code, and how they may continue. `true` stands for a group whose keys all
 * belong to one catalogue, so that an unused one would be noticed.
 */
const composed: Record<string, true | readonly string[]> = {
  'allHome.': ['unknown', 'empty'],
  'writtenFor.': ['walker', 'neighbour'],
  'pin.writtenForWho.': ['walker', 'neighbour'],
  'desk.detail.writtenForWho.': ['walker', 'neighbour'],
  'asked.': [
    ...['waiting', 'accepted', 'joined', 'declined'].flatMap((state) => [state, `${state}Text`]),
  ],
  'asking.': ['offline', 'unanswered'],
  'asking.faults.': true,
  'asking.times.': true,
  'answers.': [
    'before',
    'after',
    'start',
    'close',
    'plan',
    'open',
    'set-top',
    'approve-list',
    'reopen-list',
    'vote',
    'replace-top',
    'open-vote',
    'close-vote',
  ],
  'area.': ['before', 'after'],
  'reply.': ['offline', 'unanswered', 'missing'],
  'reply.answers.': true,
  'banner.': ['volatile', 'forbidden', 'away', 'full', 'captive', 'signIn', 'tooOld'].flatMap(
    (name) => [name, `${name}Text`],
  ),
  'category.': true,
  'categoryGroup.': true,
  'checkList.item.': true,
  'checkList.kinds.': true,
  'corrected.by.': true,
  'corrected.field.': true,
  'delivery.': true,
  'desk.action.': [
    ...['assign', 'reassign', 'give-back', 'edit', 'withdraw', 'await-budget', 'move-plan'],
  ],
  'desk.age.': true,
  'desk.last.': true,
  'desk.list.unread.': true,
  'desk.list.apart.': ['new', 'below', 'outside'],
  'desk.form.originalDiffers.': true,
  'desk.awaits.': true,
  'desk.wait.': [...waitKinds],
  'desk.giving.': ['withoutOwner', 'withoutAnswer', 'withoutDate'],
  'desk.giving.states.': true,
  'desk.table.lines.': true,
  'pin.awaits.': true,
  'desk.action.to.': true,
  'desk.change.cause.': true,
  'desk.comment.': ['public', 'internal'],
  'desk.connection.': true,
  'desk.damaged.part.': true,
  'desk.detail.source.': true,
  'desk.feedback.': true,
  'desk.field.': true,
  'desk.filter.': listFilterNames,
  'desk.filter.sorts.': true,
  'desk.filter.values.': true,
  'desk.form.title.': true,
  'desk.header.': ['list', 'map'],
  'desk.history.': true,
  'desk.keys.': true,
  'desk.messages.': [
    ...['sendAgain', 'sendAgainTitle', 'sendAgainText', 'remove', 'removeTitle', 'removeText'],
    ...['copied', 'copyFailed', 'stale', 'unanswered', 'open', 'done'],
  ],
  'desk.messages.reasons.': true,
  'desk.messages.states.': true,
  'mail.': ['saved', 'removed'],
  'notifications.': ['denied', 'failed'],
  'notifications.states.': true,
  'desk.list.': ['failed', 'refused', 'notUnderstood'],
  'desk.codes.': ['copied', 'copyFailed'],
  'desk.codes.roles.': true,
  'desk.course.times.': true,
  'desk.walks.joined.': true,
  'desk.plan.': ['title', 'meetingPlace', 'purpose', 'theme', 'host', 'placeKind', 'weather'],
  'desk.replies.counts.': true,
  'report.': [
    ...['above', 'below'].flatMap((place) => [place, `${place}Hint`, `${place}Template`]),
    ...['page', 'pdf', 'docx', 'csv', 'geojson', 'package'],
  ],
  'report.by.': true,
  'desk.plan.lights.': true,
  'desk.plan.placeKinds.': true,
  'desk.planning.canAct.': ['some', 'none', 'nobody'],
  'desk.planning.': ['functions', 'parties'],
  'desk.planning.functionNames.': true,
  'desk.planning.drawModes.': true,
  'desk.planning.layerNames.': true,
  'desk.planning.addHere.': true,
  'desk.planning.purposes.': true,
  'desk.planning.themes.': true,
  'desk.plan.weathers.': true,
  'desk.plan.problem.': true,
  'desk.plan.routeFile.problem.': true,
  'desk.publish.states.': true,
  'desk.ratings.': [
    'feeling',
    'alone',
    'reason',
    'local',
    'all',
    'none',
    'open',
    'openAfter',
    'few',
  ],
  'desk.ratings.alones.': true,
  'desk.ratings.moments.': true,
  'desk.ratings.reasons.': true,
  'desk.walks.stageHints.': true,
  'desk.wishes.': ['waitingTitle', 'decidedTitle', 'copied', 'copyFailed'],
  'desk.wishes.states.': true,
  'desk.wishes.times.': true,
  'desk.walks.stages.': true,
  'desk.invite.': ['copied', 'copyFailed'],
  'desk.observed.light.': true,
  'desk.phones.access.': true,
  'desk.phones.judged.': true,
  'desk.phones.part.': true,
  'desk.role.': true,
  'desk.visibility.': true,
  'desk.walkRole.': true,
  'doubt.': ['ended', 'upcoming', 'far'],
  'emergency.': ['severe', 'severeText', 'behaviour', 'behaviourText'],
  'feedback.about.': true,
  'feeling.': ['1', '2', '3', '4', '5'],
  'gather.approvedBy.': true,
  'gather.field.': true,
  'happened.': ['all', 'news', 'mine'],
  'happened.link.': ['busy', 'offline', 'refused', 'renewed'],
  'home.': ['route', 'others', 'own', 'solved'],
  'join.kinds.': true,
  'lead.answers.': true,
  'lead.weathers.': true,
  'language.': ['da', 'en'],
  'leader.access.': true,
  'leader.part.': true,
  'list.': ['all', 'own', 'open', 'solved'],
  'me.awakeChoice.': true,
  'move.': ['wrong', 'inWalks', 'unanswered'],
  'myWalks.roles.': true,
  'myWalks.states.': true,
  'myWalks.waits.': true,
  'verify.verdicts.': true,
  'desk.followUp.': ['before', 'after'],
  'desk.followUp.verdicts.': true,
  'desk.followUp.states.': true,
  'desk.followUp.lights.': true,
  'desk.history.verified.': true,
  'observed.factor.': true,
  'observed.step.': true,
  'own.': ['attentionHeading', 'waitingHeading', 'doneHeading', 'withdrawnHeading'],
  'ownerType.': true,
  'phonesReady.': ['ready', 'notReady', 'unknown'],
  'phonesReady.part.': true,
  'photoState.': true,
  'leadInvite.': ['made', 'closed', 'replaced', 'copied', 'copyFailed'],
  'leadInvite.counts.': true,
  'leadInvite.roles.': true,
  'locate.': ['follow', 'heading', 'followHint', 'headingHint'],
  'locate.said.': true,
  'plan.': ['day', 'start', 'end'],
  'plan.next.': true,
  'plan.steps.': true,
  'position.': true,
  'pin.': [
    ...['withdraw', 'discard', 'decided'].flatMap((name) => [name, `${name}Title`, `${name}Text`]),
    ...['withdrawnByYou', 'withdrawnAsAsked', 'withdrawnHere'].map((name) => `${name}Title`),
  ],
  'problem.': true,
  'problemField.': true,
  'rating.aloneAnswer.': true,
  'rating.reason.': true,
  'reason.': true,
  'stops.': ['rated', 'skipped', 'open'],
  'secretLink.': ['copied', 'copyFailed'],
  'severity.': ['0', '1', '2', '3', '4'].flatMap((n) => [`${n}.label`, `${n}.meaning`]),
  'status.': true,
  'statusDesk.': true,
  'statusFamily.': true,
  'sync.': [
    ...['counting', 'allSent', 'lost', 'offline', 'waitingForNet', 'waitingForUs', 'waiting'],
    ...['sending', 'attention', 'signIn', 'update', 'wifi'],
  ],
  'sync.news.': true,
  'theme.': ['system', 'dark', 'light', 'dusk'],
  'trouble.': true,
  'warn.': ['cpr', 'plate', 'phone', 'email', 'sensitive'],
}

const flat = (messages: Messages, prefix = ''): string[] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : flat(value, `${prefix}${key}.`),
  )

/** Code of the client without the words themselves, and without what other languages say. */
async function codeIn(pattern: string): Promise<string> {
  const files = glob(pattern, { cwd: `${repositoryRoot}client` })
  const texts: string[] = []
  for await (const file of files) {
    const isWords = /ui\/messages\/(?!category-name|problem-words)/.test(file)
    if (!isWords) texts.push(await readFile(`${repositoryRoot}client/${file}`, 'utf8'))
  }
  return texts.join('\n')
}

const checkList = 'the check list for offline use'
const common = new Set(flat(da))
const all = await codeIn('**/*.{vue,ts}')
/** Each app's own words with the code that may use them; words of both may be used by either. */
const apps = [
  { name: 'both apps', words: flat(da), code: all },
  {
    name: 'the walk app',
    words: [...walkWords.da, ...walkWords.en]
      .flatMap((words) => flat(words))
      .filter((key) => !common.has(key)),
    code: await codeIn(
      '{app,ui,map,features/{ask,capture,gather,happened,invite,plan,report,reply,walk,sync-status,me,app-update,offline-ready}}/**/*.{vue,ts}',
    ),
  },
  {
    name: 'the desk',
    words: [deskDa, deskEn].flatMap((words) => flat(words)).filter((key) => !common.has(key)),
    code: await codeIn('{app,ui,map,features/{desk,plan,session,phones}}/**/*.{vue,ts}'),
  },
  {
    name: checkList,
    words: [offlineDa, offlineEn].flatMap((words) => flat(words)),
    code: await codeIn('features/offline-ready/*.{vue,ts}'),
  },
]

/** Beginnings of keys that the code puts together. */
const beginnings = new Set(
  [...all.matchAll(/`([a-z][\w-]*(?:\.[\w-]+)*\.)\$\{/gi)].map((match) => match[1] ?? ''),
)

function isComposed(key: string): boolean {
  return Object.entries(composed).some(([beginning, rest]) => {
    if (!key.startsWith(beginning)) return false
    return rest === true || rest.includes(key.slice(beginning.length))
  })
}

/** The check list puts its keys together from a line and the state of that line, which stands in its code. */
const isLine = (key: string, code: string) => {
  const state = key.split('.')[1]?.replace(/Do$/, '') ?? ''
  return state === 'name' || code.includes(`'${state}'`)
}

test.each(apps)(
  '$name has no words in either language that nothing uses',
  ({ name, words, code }) => {
    const isWritten = (key: string) => code.includes(`'${key}'`)
    const isOfLine = (key: string) => name === checkList && isLine(key, code)
    const unused = words.filter((key) => !isWritten(key) && !isComposed(key) && !isOfLine(key))
    expect([...new Set(unused)]).toEqual([])
  },
)

test('every prefix of a composed key is listed here, and every listed one is in the code', () => {
  expect([...beginnings].sort()).toEqual(Object.keys(composed).sort())
})

test('every composed key that is listed by name has words', () => {
  const known = new Set([...walkWords.da, deskDa].flatMap((words) => flat(words)))
  const named = Object.entries(composed).flatMap(([beginning, rest]) =>
    rest === true ? [] : rest.map((end) => `${beginning}${end}`),
  )
  expect(named.filter((key) => !known.has(key))).toEqual([])
})
