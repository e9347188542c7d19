import type { PhotoVariant } from '../../../shared/observation/photo.ts'
import type { PublicFinding } from '../../../shared/publication/public-walk.ts'
import {
  isGood,
  isRefused,
  isSolved,
  nameOf,
  statusOf,
} from '../../../shared/publication/words/finding-words.ts'
import type { PublicLanguage } from '../../../shared/publication/words/public-language.ts'
import type { WalkStop } from '../../../shared/walk/walk.ts'
import { escape } from '../html/escape.ts'
import { paragraph } from './frame.ts'

/** Where a photo can be read; the small one stands on the page and leads to the large one. */
export type PhotoAddress = (photoId: string, variant: PhotoVariant) => string

interface CardOptions {
  own: PublicLanguage
  photoAddress: PhotoAddress
  /** The stop, where the card does not stand below its name. */
  place?: string
  level?: 3 | 4
}

export const anchorOf = ({ number, id }: Pick<PublicFinding, 'number' | 'id'>): string =>
  `fund-${number ?? id}`

const classOf = (one: PublicFinding): string => {
  if (isSolved(one)) return 'finding solved'
  return isRefused(one) ? 'finding refused' : 'finding'
}

/** One finding with those parts that were approved. Its colour repeats what its words say. */
export function writeFinding(
  one: PublicFinding,
  { own, photoAddress, place = '', level = 4 }: CardOptions,
): string {
  const { words } = own
  const photos = one.photos.map((id) => writePhoto(id, one, { own, photoAddress })).join('')
  return `<article class="${classOf(one)}" id="${anchorOf(one)}"><h${level}>${escape(nameOf(one, own))}</h${level}>
${paragraph(place, 'quiet')}${isGood(one) ? '' : paragraph(statusOf(one, own), 'state')}${paragraph(one.text ? `»${one.text}«` : '', 'said')}${answerOf(one, own)}${paragraph(one.parties.length > 0 && !one.answer ? words.responsible(one.parties.join(', ')) : '', 'quiet')}${photos ? `<div class="photos">${photos}</div>` : ''}
</article>`
}

function answerOf(one: PublicFinding, { words }: PublicLanguage): string {
  const reason = one.reason ? words.reason[one.reason] : ''
  const { text = '', recipient = null } = one.answer ?? {}
  const said = [reason, text, recipient ? words.forwardedTo(recipient) : ''].filter(Boolean)
  if (said.length === 0) return ''
  return paragraph(`${words.answer(one.parties.join(', '))}: ${said.join('. ')}`)
}

function writePhoto(
  id: string,
  one: PublicFinding,
  { own, photoAddress }: Pick<CardOptions, 'own' | 'photoAddress'>,
): string {
  const alt = own.words.photo(own.category(one.category), own.words.number(one.number))
  return `<figure class="photo"><a href="${escape(photoAddress(id, 'large'))}"><img src="${escape(photoAddress(id, 'thumbnail'))}" alt="${escape(alt)}" loading="lazy"></a></figure>`
}

interface PlacedFindings {
  /** 0 where nothing is said of the place. */
  number: number
  name: string
  findings: readonly PublicFinding[]
}

/** By stop, in the order in which they come; stops at which nothing is shown are left out. */
export const findingsByPlace = (
  findings: readonly PublicFinding[],
  stops: readonly WalkStop[],
): PlacedFindings[] =>
  [...Map.groupBy(findings, ({ stop }) => stop)].map(([number, here]) => ({
    number,
    name: stops[number - 1]?.name ?? '',
    findings: here,
  }))
