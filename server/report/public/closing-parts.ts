import type { PublicWalk } from '../../../shared/publication/public-walk.ts'
import type { PublicLanguage } from '../../../shared/publication/words/public-language.ts'
import { escape } from '../html/escape.ts'
import { list, paragraph, section } from './frame.ts'

/** Addresses of the same page in the other language and of the feeds; null in a draft. */
export type PageLinks = { other: string; feed: string; feedOfAll: string } | null

interface Followed {
  facts: PublicWalk
  links: PageLinks
}

export function nextOf({ facts, links }: Followed, { words, formats }: PublicLanguage): string {
  const { next } = words
  const days = facts.feedbackOn.map((day) => escape(formats.calendarDay(day)))
  const follow = links
    ? list(
        [
          `<a href="${escape(links.feed)}">${escape(next.feed)}</a>`,
          `<a href="${escape(links.feedOfAll)}">${escape(next.feedAll)}</a>`,
        ],
        'plain',
      )
    : ''
  const said = days.length > 0 ? paragraph(next.text) + list(days) : paragraph(next.noDays)
  return section('next', next.title, said + follow)
}

export function aboutOf({ municipality, changedAt }: PublicWalk, own: PublicLanguage): string {
  const { about } = own.words
  const { controller, contact } = municipality
  return section(
    'about',
    about.title,
    [
      ...[about.method, about.wording, about.privacy, about.access],
      about.contact(controller, contact),
      about.changed(own.formats.dateTime(changedAt)),
    ]
      .map((text) => paragraph(text))
      .join('\n'),
  )
}
