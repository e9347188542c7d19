/**
 * Words people type for a category beside its name: what stands there, what is wrong with it, and how it is said in the street.
 * Danish first, then English. Searched by `category-search.ts`; the test looks each of them up.
 */
export const categoryWords: Record<string, string> = {
  'lys.slukket':
    'gadelys gadelampe lygte lygtepæl pære mast armatur belysning mørkt mørke slukket ude defekt streetlight dark bulb',
  'lys.flere-slukket':
    'gadelys rækken strækning mange lygter belysning mørkt mørke flere streetlights row dark',
  'lys.blinker': 'flimrer flakker blændende skarpt pære lygte belysning glare flashing',
  'lys.svagt': 'dårligt lys belysning dunkelt skygger dim poor lighting',
  'lys.mangler': 'ingen lys mangler lamper belysning mørkt mørke unlit dark',
  'lys.skygge': 'grene gren blade vokset dækker træ lygte branches covered',
  'syn.beplantning':
    'hæk buske busk træer træ krat grene beskæring klippes skov vildt overblik sigt hedge bush trees overgrown',
  'syn.hjoerne': 'gemmested niche mur krog skjult hjørne hiding corner wall',
  'syn.ingen-ojne': 'øde tomt vinduer facade mennesketomt alene deserted lonely',
  'vej.hul':
    'asfalt fortov fliser flise huller knækket løs brosten snuble kant pavement pothole tiles',
  'vej.krydsning': 'fodgængerfelt overgang kryds zebrastribe lyskryds helle crossing crosswalk',
  'vej.fart': 'hastighed biler stærkt kører ræs bump fartbump speed cars',
  'vej.skilt': 'vejskilt væltet tavle sign',
  'vej.skolevej': 'skole børn cykler cykelsti skolepatrulje school children bike',
  'vej.parkering':
    'parkeret biler cykler elløbehjul løbehjul holder spærrer fortov parked scooters',
  'sti.tilgaengelig':
    'kantsten trappe rampe kørestol barnevogn rollator handicap wheelchair stairs curb ramp',
  'sti.vinter': 'glat is sne vandpyt oversvømmet mudder salt ice snow puddle flooded slippery',
  'tunnel.utryg': 'tunnel gangtunnel underføring viadukt underpass subway',
  'bus.stop': 'busstop stoppested læskur busskur ventested station bus stop shelter',
  'bus.rute': 'bus natbus afgang køreplan sidste night bus timetable',
  'ren.affald': 'skrald svineri papir flasker dåser affald litter garbage trash',
  'ren.storskrald': 'møbler sofa madras cykelvrag henstillet dumped furniture mattress',
  'ren.skraldespand': 'skraldespand affaldsspand kurv container fuld overfyldt bin full',
  'ren.glas': 'glas skår kanyle kanyler sprøjte knust flaske needles syringe shards',
  'ren.toilet': 'wc pissoir tisse urin lugter offentligt toilet urinal',
  'haer.graffiti': 'grafitti tags tag spray maling overmalet',
  'haer.graffiti-had':
    'grafitti hagekors had racistisk truende trussel symbol swastika hate threat',
  'haer.oedelagt': 'hærværk smadret knust ødelagt bænk rude vandaliseret vandalism smashed broken',
  'haer.tom-bygning': 'forladt ruin hus tomt faldefærdig abandoned empty house',
  'brand.vej': 'brandbil ambulance redning brandvej spærret fire lane blocked',
  'brand.container': 'brand container oplag pap brandfare papir fire hazard',
  'brand.hjertestarter': 'hjertestarter aed defibrillator',
  'havn.kant': 'kaj bolværk vand kant rækværk gelænder quay edge water railing',
  'havn.redning': 'redningskrans krans stige redningspost drukne vand lifebuoy ladder drowning',
  'adf.ophold': 'hænger ud gruppe samling unge uro flok utrygge loitering group',
  'adf.rusmidler': 'stoffer hash narko handel pusher drugs dealing',
  'adf.chikane': 'råb tilråb trusler truende chikane følger efter harassment threats',
  'adf.knallert': 'knallert scooter cross motorcykel burnout moped',
  'adf.stoej': 'støj larm musik fest råben noise music',
  'tek.kamera-oenske': 'kamera overvågning video tv camera cctv',
  'tek.laas': 'lås dør port kælder cykelskur åben låst lock door cellar',
  'liv.moedested': 'aktivitet bold legeplads samlingssted klub mødested playground activity',
  'liv.vejvisning': 'skilte farvet vild finde demens vejviser lost wayfinding',
  'liv.baenk': 'bænk sidde hvile siddeplads bench seat',
  'god.plads': 'trygt rart hyggeligt godt dejligt fint positiv safe nice good',
  andet: 'andet øvrigt ved ikke other',
}
