import type { Block, ReportDocument } from '../../../shared/report/report-document.ts'

const answers = ['1 meget utrygt', '2', '3', '4', '5 meget trygt']
const spread = (title: string, counts: readonly number[]): Block => ({
  kind: 'spread',
  title,
  bars: counts.map((count, index) => ({ label: answers[index] ?? '', count })),
  words: `${title}: ${counts.map((count, index) => `${count} svarede ${answers[index] ?? ''}`).join(', ')}.`,
})

const findings = [
  [
    '1',
    'Perron, Sindal Station »Yderste lampe på perronen er slukket«',
    '2',
    'Banedanmark',
    '15. feb.',
    'Tildelt',
  ],
  [
    '1',
    'Jernbanegade »Vand på fortovet efter regn, børn går ud på vejen«',
    '2',
    'Kommunen, vej',
    '15. feb.',
    'Planlagt · feb.',
  ],
  [
    '2',
    'Nørregade–Vestergade »Mange kører over 50. Ingen helle«',
    '3',
    'Kommunen, vej + Politi',
    '28. jan.',
    'Accepteret',
  ],
  [
    '4',
    'Stien ved åen »Ingen lamper på 300 m. Piger fra håndbold bliver hentet i bil«',
    '2',
    'Kommunen, vej',
    '–',
    'Afventer budget 2028',
  ],
  [
    '4',
    'Stien ved åen »Buskene er groet ud over stien, intet udsyn«',
    '2',
    'Kommunen, park',
    '15. feb.',
    'Udført 20. jan.',
  ],
  [
    '5',
    'Fredensgade (privat) »Stort hul, er det kommunen?«',
    '2',
    'Grundejerforeningen',
    '15. feb.',
    'Tildelt',
  ],
  [
    '6',
    'Nørregade ved skolen »Skiltet »Skole« er væltet«',
    '1',
    'Kommunen, vej',
    '15. mar.',
    'Udført 18. jan.',
  ],
  ['7', 'Bag butikken »tags på gavlen«', '1', 'Butikken', '15. mar.', 'Afvist: ikke i år'],
]

/** The report of the walk in Sindal as the design shows it, with a map, two photos and a good place. */
export const sindalReport: ReportDocument = {
  language: 'da',
  title: 'Sindal – skolevej, sti og station',
  subtitle: 'Torsdag 14. januar 2027 kl. 18.30–20.15 · mørkt, −1 °C, tørt, halvmåne',
  author: 'Samrådet og Hjørring Kommune',
  version: 'Version 1, godkendt 21. januar 2027',
  parts: [
    {
      name: 'front',
      title: '',
      blocks: [
        {
          kind: 'paragraph',
          text: '11 deltagere gik 1,5 km og satte 10 mærker på 7 stop. To steder er gode. To fund er allerede løst, fire har en part og en dato, ét venter på penge, ét er afvist med en grund (begge står nedenfor). Intet var akut.',
        },
        {
          kind: 'figure',
          image: 'map',
          alt: 'Kort over ruten fra stationen over krydset og Møllevænget til stien ved åen, med syv stop.',
          caption: 'Ruten med de syv stop. © OpenStreetMap contributors (ODbL)',
        },
      ],
    },
    {
      name: 'people',
      title: 'Hvem var med',
      blocks: [
        {
          kind: 'list',
          items: [
            '5 beboere',
            '2 fra boligforeningen',
            '2 fra Hjørring Kommune',
            '1 fra Nordjyllands Politi',
            '1 fra skolebestyrelsen',
          ],
        },
        {
          kind: 'paragraph',
          isQuiet: true,
          text: 'Færre end fem fund behandles et andet sted og står ikke i rapporten.',
        },
      ],
    },
    {
      name: 'summary',
      title: 'Sådan føltes stoppene',
      blocks: [
        {
          kind: 'paragraph',
          isQuiet: true,
          text: 'Fra 1, meget utrygt, til 5, meget trygt. Tallet er antal svar.',
        },
        spread('1 Stationen', [1, 3, 3, 2, 1]),
        spread('2 Krydset', [2, 4, 3, 1, 0]),
        spread('3 Møllevænget', [0, 1, 2, 4, 3]),
        spread('4 Stien ved åen', [4, 4, 2, 0, 0]),
        spread('5 Fredensgade', [0, 2, 4, 3, 1]),
        spread('6 Ved skolen', [1, 2, 3, 3, 1]),
        { kind: 'paragraph', text: '7 Toftegade: for få svar (under fem).' },
      ],
    },
    {
      name: 'findings',
      title: 'Fund pr. stop',
      blocks: [
        {
          kind: 'table',
          caption: 'Otte fund, ordnet efter stop',
          columns: [
            { title: 'Stop' },
            { title: 'Sted og fund' },
            { title: 'Alvor', isNumber: true },
            { title: 'Part' },
            { title: 'Frist' },
            { title: 'Status' },
          ],
          rows: findings,
        },
        { kind: 'heading', level: 3, text: 'Billeder' },
        {
          kind: 'figure',
          image: 'photo-1',
          alt: 'Foto af lampen på perronen, Sindal Station',
          caption: 'Stop 1: Yderste lampe på perronen er slukket',
        },
        {
          kind: 'figure',
          image: 'photo-2',
          alt: 'Foto af buskene ved stien ved åen',
          caption: 'Stop 4: Buskene er groet ud over stien',
        },
      ],
    },
    {
      name: 'good-places',
      title: 'Gode steder',
      blocks: [
        {
          kind: 'paragraph',
          text: '3 Møllevænget. »Rart, der er lys i vinduerne, og nogen hilser«',
        },
        { kind: 'paragraph', text: 'Jyllandsgade. »Fint efter de nye bænke. Folk sidder her«' },
        {
          kind: 'paragraph',
          isQuiet: true,
          text: 'Det gør dem gode: lys fra huse, bænke, mennesker.',
        },
      ],
    },
    {
      name: 'actions',
      title: 'Hvem gør hvad',
      blocks: [
        {
          kind: 'table',
          caption: '',
          columns: [
            { title: 'Part' },
            { title: 'Fund', isNumber: true },
            { title: 'Hvad og hvornår' },
          ],
          rows: [
            [
              'Hjørring Kommune, vej',
              '4',
              'krydset 28. jan. · vand 15. feb. · lys på stien, budget 2028 · skilt, udført',
            ],
            ['Hjørring Kommune, park', '1', 'buskene ved åen klippet 20. jan.'],
            ['Nordjyllands Politi', '1', 'fartkontrol ved krydset i uge 4–6'],
            ['Banedanmark', '1', 'lampe på perronen, svar ventes 15. feb.'],
            ['Grundejerforeningen', '1', 'hul i Fredensgade, svar ventes 15. feb.'],
            ['Butikken', '1', 'maler gavlen til sommer'],
          ],
        },
      ],
    },
    {
      name: 'method',
      title: 'Sådan er det lavet',
      blocks: [
        {
          kind: 'paragraph',
          text: 'Vurderingerne er fra de 11, der gik med, hver for sig på egen telefon. Det er ikke en undersøgelse af hele byen. Stop med under fem svar vises ikke.',
        },
      ],
    },
  ],
}
