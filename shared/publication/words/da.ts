import { reportDa } from '../../report/words/da.ts'

const { category, status, reason, lights, weathers } = reportDa

/** What the public page of a walk and its feed say in Danish. Keys in `en.ts` are the same. */
export const publicDa = {
  ...{ category, status, reason, lights, weathers },
  kind: 'Tryghedsvandring',
  skip: 'Gå til indholdet',
  otherLanguage: 'In English',
  draft: 'Udkast. Siden er ikke offentlig, og kun du og dine kolleger kan se den.',
  host: (name: string) => `Indbudt af ${name}`,
  intro: (municipality: string) =>
    `Her kan du læse, hvad vi så på vandringen, og hvad der er sket med det. ${municipality} har ansvaret for siden.`,
  purpose: 'Formål',
  theme: 'Tema',
  invited: 'Indbudte parter',
  counts: {
    title: 'Kort fortalt',
    found: (count: number) => (count === 1 ? '1 fund vises her' : `${count} fund vises her`),
    solved: (count: number) => (count === 1 ? '1 er løst' : `${count} er løst`),
    refused: (count: number) =>
      count === 1 ? '1 fik et nej med en grund' : `${count} fik et nej med en grund`,
    good: (count: number) => (count === 1 ? '1 godt sted' : `${count} gode steder`),
    notAll:
      'Ikke alt, der blev set, står her. Tekst, sted og billeder er gennemgået, før de vises, og det, der handler om menneskers adfærd, behandles et andet sted.',
  },
  map: {
    title: 'Kort',
    caption: (stops: number, pins: number) =>
      `${stops === 1 ? '1 stop' : `${stops} stop`} med store tal. ${
        pins === 0
          ? 'Ingen fund er vist på kortet.'
          : `${pins === 1 ? '1 fund' : `${pins} fund`} med små tal, som passer til numrene nedenfor.`
      }`,
    alt: (names: string) => `Kort over vandringens stop i rækkefølge: ${names}.`,
    altWithout: 'Kort over området, hvor der blev gået.',
  },
  found: 'Det så vi',
  foundNone: 'Ingen fund er gjort offentlige endnu.',
  stop: (number: number, name: string) => `Stop ${number}: ${name}`,
  noStop: 'Uden stop',
  number: (number: number | null) => (number === null ? '' : `Nr. ${number}`),
  photo: (topic: string, number: string) => `Foto: ${[topic, number].filter(Boolean).join(', ')}`,
  answer: (parties: string) => (parties === '' ? 'Svar' : `Svar fra ${parties}`),
  responsible: (parties: string) => `Ansvarlig: ${parties}`,
  forwardedTo: (recipient: string) => `Sendt videre til ${recipient}`,
  refusedTitle: 'Her blev svaret nej, og hvorfor',
  refusedNone: 'Ingen af de viste fund har fået nej.',
  refusedReason: (name: string, reason: string) => `${name}: ${reason}`,
  later: (when: string) => `Udskudt til ${when}`,
  noReason: 'Begrundelsen er ikke gjort offentlig.',
  goodTitle: 'Gode steder',
  goodIntro: 'Steder, hvor det virker, og som andre kan lære af.',
  next: {
    title: 'Hvad nu',
    text: 'De, der gik med, hører igen på disse dage:',
    noDays:
      'Rapporten er ikke lavet endnu. De, der gik med, hører igen 1, 3 og 6 måneder efter den.',
    feed: 'Følg siden i en nyhedslæser (Atom)',
    feedAll: 'Alle offentliggjorte vandringer i kommunen (Atom)',
  },
  about: {
    title: 'Om siden',
    method:
      'Deltagerne satte mærker på kortet med deres egne telefoner. Bagefter er mærkerne gået igennem, og det samme fund står kun én gang. Antallet af fund siger noget om, hvor der er gået, og ikke, om et sted er værre end et andet.',
    wording: 'Tekster kan være skrevet om, så de handler om stedet og ikke om personer.',
    privacy:
      'Siden nævner ingen deltagere. Billeder er renset for oplysninger om telefon og sted, før de vises. Kan du genkende dig selv eller noget, der ikke skal stå her, så skriv, og så tager vi det væk.',
    access:
      'Siden kan læses med tastatur og skærmlæser, forstørres og udskrives. Er der noget, du ikke kan læse, så skriv til kontakten.',
    contact: (who: string, how: string) => `Kontakt: ${who}, ${how}`,
    changed: (when: string) => `Senest ændret ${when}.`,
  },
  gone: {
    title: 'Siden er trukket tilbage',
    text: 'Kommunen har trukket siden om denne vandring tilbage. Den er ikke længere offentlig.',
  },
  missing: {
    title: 'Siden findes ikke',
    text: 'Måske er linket beskadiget, eller vandringen er ikke gjort offentlig.',
  },
  feed: {
    walk: (title: string) => `Tryghedsvandring: ${title}`,
    all: (municipality: string) => `Tryghedsvandringer i ${municipality}`,
  },
}

export type PublicWords = typeof publicDa
