import { observationWords } from '../../observation/words/da.ts'
import { counted } from './counted.ts'
import { followUpWords } from './follow-up-da.ts'
import { reportTables } from './tables-da.ts'

/** What a walk report says in Danish, beside the words of findings. Keys in `en.ts` are the same. */
export const reportDa = {
  ...observationWords,
  ...reportTables,
  kind: 'Vandringsrapport',
  parts: {
    front: 'Vandringen',
    people: 'Hvem var med',
    purpose: 'Formål og fremgangsmåde',
    summary: 'Kort fortalt',
    findings: 'Fund pr. stop',
    'good-places': 'Gode steder',
    solved: 'Allerede løst',
    elsewhere: 'Behandles et andet sted',
    refused: 'Afvist eller udskudt',
    actions: 'Hvem gør hvad',
    'follow-up': 'Hvad nu',
    efforts: 'Indsatser, som fundene hører til',
    method: 'Sådan er det lavet',
    about: 'Om rapporten',
  },
  version: (version: number, day: string) => `Version ${version}, listen er godkendt ${day}`,
  time: { at: 'Tid', meeting: 'Mødested', light: 'Lys', weather: 'Vejr', theme: 'Tema' },
  host: (name: string) => `Indbudt af ${name}`,
  lights: { day: 'dagslys', twilight: 'tusmørke', dark: 'mørkt' },
  weathers: { dry: 'tørt', rain: 'regn', snow: 'sne', fog: 'tåge', windy: 'blæst' },
  map: {
    caption: (stops: number) =>
      `Ruten med ${stops} stop. De store tal er stoppenes numre. Små mærker er fund, og grønne er gode steder.`,
    alt: (names: string) => `Kort over ruten og stoppene i rækkefølge: ${names}.`,
    altWithout: 'Kort over fundene. Vandringen havde ingen stop.',
  },
  people: {
    phones: (count: number) =>
      count === 0
        ? 'Ingen telefoner var med på vandringen i Lygte.'
        : `${counted(count, 'telefon', 'telefoner')} var med på vandringen i Lygte. Flere kan have gået sammen om én.`,
    functions: 'Planen regnede med disse funktioner:',
    invited: 'Disse parter var indbudt:',
    none: 'Planen siger ikke, hvem der var indbudt.',
    noNames: 'Rapporten nævner ingen privatpersoner.',
  },
  functions: {
    leader: 'Vandringsleder',
    recorder: 'Referent',
    host: 'Værter på stedet',
    residents: 'Beboere',
    'young-people': 'Unge',
    parents: 'Forældre',
    caretaker: 'Vicevært',
    school: 'Skolen',
    shopkeepers: 'Butikker og værter i nattelivet',
    'accessibility-council': 'Tilgængelighedsudvalget eller handicaprådet',
    'social-council': 'Udsatterådet',
  },
  purpose: {
    none: 'Vandringens formål er ikke skrevet ned.',
    how: 'Deltagerne satte mærker på kortet med deres egne telefoner, også uden forbindelse. Bagefter gik vandringens leder mærkerne igennem med de andre: Det samme fund står kun én gang, og listen er godkendt.',
  },
  summary: {
    findings: (count: number, stops: number) =>
      `${count} fund står i rapporten${stops > 0 ? ` fra en rute med ${stops} stop` : ''}.`,
    good: (count: number) =>
      count === 0
        ? 'Ingen af dem er et godt sted.'
        : `${counted(count, 'af dem er et godt sted', 'af dem er gode steder')}.`,
    solved: (count: number) =>
      count === 0 ? 'Ingen er løst endnu.' : `${count} er allerede løst.`,
    acute: (count: number) =>
      count === 0
        ? 'Intet var akut.'
        : `${counted(count, 'var en akut fare', 'var akutte farer')}.`,
    declined: (count: number) => (count === 0 ? '' : `${count} er afvist med en grund.`),
    waiting: (count: number) =>
      count === 0 ? '' : `${count} mangler endnu en part, der kan handle.`,
    top: 'Det vigtigste, valgt af gruppen',
    noTop: 'Gruppen har ikke valgt, hvad der er vigtigst.',
    since: (version: number) => `Ændret siden version ${version}`,
    unchanged: 'Ingen fund har fået en ny status, og der er ingen nye.',
  },
  changes: {
    status: (name: string, from: string, to: string) => `${name}: fra »${from}« til »${to}«.`,
    added: (name: string) => `${name} er nyt i rapporten.`,
    gone: (count: number) => `${count} fund står ikke længere i rapporten.`,
  },
  restricted: {
    none: 'Ingen fund behandles uden for rapporten.',
    few: 'Færre end 5 fund behandles et andet sted. De handler om adfærd eller om mennesker, og derfor står der ikke mere om dem her.',
    many: (count: number) =>
      `${count} fund behandles et andet sted. De handler om adfærd eller om mennesker, og derfor står der ikke mere om dem her.`,
  },
  stop: (number: number, name: string) => `Stop ${number}: ${name}`,
  noStop: 'Uden for stoppene',
  named: (number: number | null, place: string) =>
    number === null ? place : `Nr. ${number}, ${place}`,
  photo: (category: string, place: string) => `Foto: ${category}, ${place}`,
  ratings: {
    title: 'Sådan føltes stoppene',
    scale: 'Fra 1, meget utrygt, til 5, meget trygt. Tallet er antal svar.',
    values: ['1 meget utrygt', '2 utrygt', '3 hverken/eller', '4 trygt', '5 meget trygt'],
    words: (name: string, counts: readonly number[]) =>
      `${name}, antal svar fra meget utrygt til meget trygt: ${counts.join(', ')}.`,
    few: (name: string) => `${name}: For få svar (under 5) til at vise.`,
    none: (name: string) => `${name}: Ingen har svaret her.`,
    open: (name: string) => `${name}: Der kan stadig komme svar, så de vises ikke endnu.`,
    noStops: 'Vandringen havde ingen stop, så der blev ikke spurgt.',
  },
  area: {
    before: 'Området i mørke, før vandringen',
    after: 'Området i mørke, efter vandringen',
    scale: 'Fra 1, helt tryg, til 7, helt utryg. Tallet er antal svar.',
    words: (name: string, counts: readonly number[]) =>
      `${name}, antal svar fra helt tryg til helt utryg: ${counts.join(', ')}.`,
  },
  noFindings: 'Rapporten har ingen fund ud over de gode steder.',
  good: {
    none: 'Ingen har peget på et godt sted på denne vandring.',
    intro: 'Her er noget, der virker, og som andre steder kan lære af.',
  },
  solved: { none: 'Intet er løst endnu.' },
  elsewhere: {
    forwarded: (name: string, to: string, reference: string) =>
      `${name} er videresendt til ${to}${reference === '' ? '' : `, journalnummer ${reference}`}.`,
    unknown: 'en anden myndighed',
  },
  awaits: { budget: 'afventer budget' },
  forwardedTo: (name: string, reference: string) =>
    `Sendt videre til ${name}${reference === '' ? '' : `, journalnummer ${reference}`}`,
  moved: ({ from, to, by, reason }: { from: string; to: string; by: string; reason: string }) =>
    `Lovet ${from}, ${to === '' ? 'men datoen er taget af' : `flyttet til ${to}`}${by === '' ? '' : ` af ${by}`}${reason === '' ? '' : `: ${reason}`}`,
  refused: {
    none: 'Intet er afvist eller udskudt.',
    later: (when: string) => `Udskudt til ${when}`,
  },
  actions: { none: 'Ingen fund venter på en part.', unassigned: 'Endnu ingen part' },
  checked: followUpWords,
  followUp: {
    dates: 'Vi skriver igen, når der er gået 1, 3 og 6 måneder:',
    walk: 'En opfølgningsvandring ser på de samme stop, og så kommer der en ny version af rapporten.',
  },
  efforts: {
    none: 'Fundene hører ikke til nogen indsats.',
    count: (count: number) => `${count} fund`,
    few: 'færre end 5 fund',
  },
  effortNames: {
    vandring: 'Tryghedsvandringer',
    natteliv: 'Et trygt natteliv',
    havn: 'Sikkerhed på havnefronten',
    bydel: 'Tryg bydel',
    trafik: 'Trafiksikkerhed',
    demens: 'Demensindsatser',
    formidling: 'Formidling',
    digital: 'Tryg Digital By',
    udsatte: 'Borgere i socialt udsatte positioner i byens rum',
    antirad: 'Antiradikalisering',
    hverdag: 'En meningsfuld hverdag',
    unge: 'Børn og unges trivsel og udvikling',
    ssp: 'SSP og tidlig forebyggelse',
    psykiatri: 'Borgere med psykisk sygdom',
    bolig: 'Boligsocialt samarbejde',
  } as Record<string, string>,
  method: {
    ratings:
      'Vurderingerne er fra dem, der gik med og bor eller færdes her, hver for sig på egen telefon. Det er ikke en undersøgelse af hele byen. Mindre end 5 svar vises ikke, og der regnes ikke gennemsnit.',
    findings:
      'Fundene er det, deltagerne så og skrev. Teksten er deres; lederen kan have rettet den. Ansvarlig, frist og status er kommunens og parternes.',
    exposure:
      'Antallet af fund siger noget om, hvor der er gået, og ikke, om et sted er værre end et andet.',
  },
  about: {
    contact: (who: string, how: string) => `${who} har ansvaret for rapporten. Kontakt: ${how}.`,
    privacy:
      'Rapporten har ingen navne på deltagere. Billeder er kun med, når de er valgt til rapporten, og fund om adfærd og mennesker er kun talt.',
    access:
      'Rapporten kan læses med tastatur og skærmlæser, forstørres og udskrives. Data findes også som CSV og GeoJSON. Er der noget, du ikke kan læse, så skriv til kontakten ovenfor.',
    made: (when: string) =>
      `Lavet ${when}. En version bliver aldrig ændret; det nye kommer i den næste.`,
  },
  leftOut: (reason: string) => `Denne del er udeladt: ${reason}`,
}

export type ReportWords = typeof reportDa
