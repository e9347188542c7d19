import { createFormats } from '../../shared/text/formats.ts'
import type { Language } from '../../shared/text/language.ts'
import type { Walk } from '../../shared/walk/walk.ts'

export interface InvitationOptions {
  walk: Walk
  municipality: { name: string; timeZone: string }
  /** The address that lets a phone in. */
  link: string
  code: string
  language: Language
}

/** What an invitation says, in the words of one language; what nobody has planned yet is an empty text. */
export interface Invitation {
  language: Language
  kind: string
  title: string
  host: string
  when: string
  meet: string
  purpose: string
  walkAlong: string
  fromHome: string
  code: string
  link: string
  /** What a person hears who cannot see the QR code. */
  qrCode: string
  emergency: string
}

const words = {
  da: {
    kind: 'Tryghedsvandring',
    host: (name: string) => `${name} indbyder`,
    until: ' til ',
    meet: (place: string) => `Vi mødes: ${place}`,
    walkAlong: 'Gå med på din egen telefon: Scan koden, eller åbn linket.',
    fromHome:
      'Kan du ikke komme? Åbn linket, og sæt mærker på kortet hjemmefra – også i dagene før.',
    code: (code: string) => `Kode: ${code}`,
    qrCode: (link: string) => `QR-kode, der åbner ${link}`,
    emergency: 'Lygte er ikke til nødhjælp. Ring 112, hvis der er fare.',
  },
  en: {
    kind: 'Safety walk',
    host: (name: string) => `${name} invites you`,
    until: ' until ',
    meet: (place: string) => `We meet: ${place}`,
    walkAlong: 'Walk along with your own phone: scan the code or open the link.',
    fromHome:
      'Cannot come? Open the link and put pins on the map from home – also in the days before.',
    code: (code: string) => `Code: ${code}`,
    qrCode: (link: string) => `QR code that opens ${link}`,
    emergency: 'Lygte is no emergency service. Call 112 when there is danger.',
  },
}

/** The same facts for the poster and the calendar, in the municipality's zone. */
export function writeInvitation(options: InvitationOptions): Invitation {
  const { walk, municipality, link, code, language } = options
  const own = words[language]
  const { dateTime, time } = createFormats(language, municipality.timeZone)
  const { startsAt, endsAt, meetingPlace } = walk
  const end = endsAt === null ? '' : `${own.until}${time(endsAt)}`
  return {
    language,
    kind: own.kind,
    title: walk.title,
    host: own.host(walk.host ?? municipality.name),
    when: startsAt === null ? '' : `${dateTime(startsAt)}${end}`,
    meet: meetingPlace ? own.meet(meetingPlace) : '',
    purpose: walk.purpose ?? '',
    walkAlong: own.walkAlong,
    fromHome: own.fromHome,
    code: own.code(code),
    link,
    qrCode: own.qrCode(link),
    emergency: own.emergency,
  }
}
