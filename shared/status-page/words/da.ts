import { observationWords } from '../../observation/words/da.ts'

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** What a status page says in Danish, beside the words of findings. Keys in `en.ts` are the same. */
export const statusDa = {
  ...observationWords,
  title: 'Det skete der med jeres vandring',
  numbered: (what: string, number: number) => `${what}, nr. ${number}`,
  summary: {
    found: (count: number) => `${count} fund:`,
    done: (count: number) => `${count} er udført`,
    promised: (count: number) => `${count} har en dato`,
    no: (count: number) => `${count} er der sagt nej til`,
    waiting: (count: number) => `${count} venter på svar`,
    good: (count: number) =>
      `${counted(count, 'godt sted', 'gode steder')}, som andre steder kan lære af.`,
    none: 'Der er ingen fund endnu.',
  },
  own: 'Dine fund',
  noOwn: 'Ingen af fundene er dine.',
  noOthers: 'Ingen andre har fundet noget, som alle kan se.',
  stop: (number: number, name: string) => `${number}. ${name}`,
  noStop: 'Uden for stoppene',
  count: (all: number, own: number) =>
    own === 0 ? `${all} fund` : `${all} fund, ${counted(own, 'er dit', 'er dine')}`,
  state: {
    good: 'Et godt sted',
    received: 'Modtaget, ingen har svaret endnu',
    reviewed: 'Gået igennem, venter på en, der kan gøre noget',
    'needs-info': 'Der mangler en oplysning',
    assigned: (parties: string) => `Venter på svar fra ${parties}`,
    accepted: (parties: string) => `${parties} vil gøre noget ved det`,
    bySomebody: { assigned: 'Venter på svar', accepted: 'Nogen vil gøre noget ved det' },
    awaits: {
      budget: (parties: string) =>
        parties === '' ? 'Afventer budget' : `Afventer budget hos ${parties}`,
    },
    planned: 'Planlagt',
    plannedFor: (when: string) => `Planlagt til ${when}`,
    'in-progress': 'I gang',
    done: 'Udført',
    verified: 'Bekræftet på stedet',
    declined: 'Nej, det bliver ikke til noget',
    forwarded: 'Sendt videre',
    forwardedTo: (recipient: string) => `Sendt videre til ${recipient}`,
    duplicate: 'Samme ting som et andet fund',
    duplicateOf: (what: string) => `Samme ting som ${what}`,
    reopened: 'Åbnet igen, fordi det ikke er løst',
    unknown: 'Anden status',
    on: (state: string, day: string) => `${state} ${day}`,
  },
  party: 'Hos',
  question: 'Spørgsmål',
  answerInApp: 'Svar i Lygte på din telefon.',
  answer: (by: string, day: string) => (by === '' ? `Svar ${day}` : `Svar fra ${by} ${day}`),
  why: 'Grund',
  instead: 'I stedet:',
  noText: 'Der står ikke mere. Spørg den, der har sagt nej.',
  reference: 'Sag',
  due: {
    answer: (day: string) => `Svar senest ${day}.`,
    work: (day: string) => `Frist ${day}.`,
    over: (day: string) => `Fristen var ${day}. Den er overskredet.`,
    none: 'Ingen dato endnu.',
    plan: (when: string) => `Planlagt til ${when}.`,
    moved: (from: string, to: string, by: string) =>
      `Lovet ${from}, flyttet til ${to}${by === '' ? '' : ` af ${by}`}.`,
    away: (from: string, by: string) =>
      `Lovet ${from}, men datoen er taget af${by === '' ? '' : ` af ${by}`}.`,
  },
  comment: (by: string, day: string) => (by === '' ? `Skrevet ${day}` : `${by} skrev ${day}`),
  check: {
    confirmed: 'det er løst',
    'not-solved': 'det er ikke løst',
    'cannot-see': 'det kunne ikke ses',
    on: (day: string) => `Set efter på stedet ${day}`,
  },
  notForAll: 'Kun den, der skrev det, vandringens leder og de ansvarlige kan se dette fund.',
  olderMoves: 'Tidligere datoer står i Lygte på din telefon.',
  olderChecks: 'Tidligere eftersyn står i Lygte på din telefon.',
  cut: 'Teksten er længere. Resten står i Lygte på din telefon.',
  withheld: {
    few: 'Færre end 5 fund behandles et andet sted. De handler om adfærd eller om mennesker, og derfor står der ikke mere om dem her.',
    many: (count: number) =>
      `${count} fund behandles et andet sted. De handler om adfærd eller om mennesker, og derfor står der ikke mere om dem her.`,
  },
  page: {
    skip: 'Spring til indholdet',
    updated: (day: string) => `Hentet ${day}`,
    otherLanguage: 'English',
    jumps: 'På denne side',
    mine: (count: number) => `Dine fund ${count}`,
    all: (count: number) => `Hele vandringen ${count}`,
    report: (version: number) => `Rapporten, version ${version}`,
    noReport: 'Der er ingen rapport endnu.',
    continued: (name: string) => `${name} (fortsat)`,
    sides: 'Sider',
    side: (number: number, of: number) => `Side ${number} af ${of}`,
    longer: (of: number) =>
      `Der er mere, end siden kan bære. Resten står på de andre sider: ${of} i alt.`,
    next: (name: string) => `Næste side: ${name}`,
    previous: 'Forrige side',
    notSolved:
      'Er noget ikke løst, selv om her står udført? Sig det i Lygte på den telefon, du gik med.',
    open: 'Åbn Lygte',
    secret:
      'Linket er dit. Hvem der har det, ser det samme som du. Et nyt link i Lygte lukker det her.',
    contact: (who: string, contact: string) => `${who} har ansvaret. Spørg på ${contact}.`,
  },
  away: {
    title: 'Siden kan ikke vises lige nu',
    what: 'Linket er ikke forkert. Vent lidt, og prøv igen.',
  },
  lost: {
    title: 'Linket virker ikke',
    why: 'Det kan være skrevet forkert, eller der er lavet et nyt link. Det lukker også, når en forlader vandringen, sletter sine data, eller når kommunens frist for at gemme dem er gået.',
    what: 'Åbn Lygte på den telefon, du gik med. Tryk på Mig, Mine vandringer og Hvad er der sket? Der er et link, der virker. Har du ikke telefonen længere, så spørg din kommune.',
  },
}

export type StatusWords = typeof statusDa
