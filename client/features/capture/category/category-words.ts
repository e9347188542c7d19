/**
 * Synonyms of each category: what stands there, what is wrong with it, and what people call it. Danish first, then English.
 * `category-search.ts` searches them; a test looks up each of them.
 */
export const categoryWords: Record<string, string> = {
  'lys.slukket':
    'gadelys gadelampe lygte lygtepæl pære mast armatur belysning mørkt mørke slukket ude defekt streetlight dark bulb lys gadebelysning stolpe lygtestolpe virker pærer bulbs lamp light broken out',
  'lys.flere-slukket':
    'gadelys rækken strækning mange lygter belysning mørkt mørke flere streetlights row dark gadebelysning hele vejen lights',
  'lys.blinker':
    'flimrer flakker blændende skarpt pære lygte belysning glare flashing blinkende generende lysgener flickering',
  'lys.svagt':
    'dårligt lys belysning dunkelt skygger dim poor lighting svag gult halvmørkt mørkt weak',
  'lys.mangler':
    'ingen lys mangler lamper belysning mørkt mørke unlit dark gadebelysning buldermørkt kulsort bælgmørkt lamp missing',
  'lys.skygge': 'grene gren blade vokset dækker træ lygte branches covered løv tree',
  'syn.beplantning':
    'hæk buske busk træer træ krat grene beskæring klippes skov vildt overblik sigt hedge bush trees overgrown buskads ukrudt brombær tilgroet bevoksning højt græs skygger hække oversigt weeds',
  'syn.hjoerne':
    'gemmested niche mur krog skjult hjørne hiding corner wall plankeværk hegn skur skjulested gemme container portrum blind fence',
  'syn.ingen-ojne':
    'øde tomt vinduer facade mennesketomt alene deserted lonely ensomt isoleret forladt empty',
  'vej.hul':
    'asfalt fortov fliser flise huller knækket løs brosten snuble kant pavement pothole tiles fliserne fortovet vejhul kørebane trærødder rødder dæksel kloakdæksel brønd ujævn vippeflise belægning hole road sidewalk manhole uneven',
  'vej.krydsning':
    'fodgængerfelt overgang kryds zebrastribe lyskryds helle crossing crosswalk fodgænger lyssignal trafiklys rødt oversigt krydse traffic lights pedestrian',
  'vej.fart':
    'hastighed biler stærkt kører ræs bump fartbump speed cars bil trafik hurtigt vanvidskørsel racerløb fartdæmpning speeding traffic car',
  'vej.skilt': 'vejskilt væltet tavle sign gadeskilt skiltet skævt påkørt signpost',
  'vej.skolevej':
    'skole børn cykler cykelsti skolepatrulje school children bike skolebørn aflevering skolen pupils',
  'vej.parkering':
    'parkeret biler cykler elløbehjul løbehjul holder spærrer fortov parked scooters parkering parkere bil ulovligt cykelsti lastbil varevogn elcykel parking car bikes',
  'sti.tilgaengelig':
    'kantsten trappe rampe kørestol barnevogn rollator handicap wheelchair stairs curb ramp blind svagtseende ledelinje smal elevator gangbesværet stejl accessibility blocked narrow lift',
  'sti.vinter':
    'glat is sne vandpyt oversvømmet mudder salt ice snow puddle flooded slippery glatte glatføre sneen isglat saltet grus ryddet vand regnvand regn oversvømmelse oversvømmelser pyt pløre afløb kloak rist drain flood water rain mud',
  'tunnel.utryg': 'tunnel gangtunnel underføring viadukt underpass subway bro under tunnellen',
  'bus.stop':
    'busstop stoppested læskur busskur ventested station bus stop shelter bussen busstoppet perron tog togstation platform train',
  'bus.rute':
    'bus natbus afgang køreplan sidste night bus timetable linje kollektiv transport forbindelse route connection',
  'ren.affald':
    'skrald svineri papir flasker dåser affald litter garbage trash skraldet poser cigaretskod skod hund hunde hundelort hundelorte hundeefterladenskaber lort efterladenskaber rotte rotter lugt stinker rengøring plastik dog poo mess rats smell dirty rubbish',
  'ren.storskrald':
    'møbler sofa madras cykelvrag henstillet dumped furniture mattress bulky køleskab cykel cykler efterladt skrotbil haveaffald byggeaffald losseplads fridge',
  'ren.skraldespand':
    'skraldespand affaldsspand kurv container fuld overfyldt bin full skraldespande skraldebøtte spande hundeposer trash rubbish',
  'ren.glas':
    'glas skår kanyle kanyler sprøjte knust flaske needles syringe shards glasskår flaskeskår skårene skarpe broken glass needle',
  'ren.toilet': 'wc pissoir tisse urin lugter offentligt toilet urinal toiletter tis lokum',
  'haer.graffiti':
    'grafitti tags tag spray maling overmalet graffitti vægmaleri klistermærker painted',
  'haer.graffiti-had':
    'grafitti hagekors had racistisk truende trussel symbol swastika hate threat racisme nazi jøde homofobisk racist',
  'haer.oedelagt':
    'hærværk smadret knust ødelagt bænk rude vandaliseret vandalism smashed broken ødelagte itu stykker væltet sparket skilt legeplads læskur vandalized damaged',
  'haer.tom-bygning':
    'forladt ruin hus tomt faldefærdig abandoned empty house forladte tomme bygning ruiner besat building',
  'brand.vej':
    'brandbil ambulance redning brandvej spærret fire lane blocked brandvæsen flugtvej udrykning blokeret emergency escape',
  'brand.container':
    'brand container oplag pap brandfare papir fire hazard ild bål påsat afbrænding røg gas burn',
  'brand.hjertestarter': 'hjertestarter aed defibrillator hjerte starter hjertestop heart',
  'havn.kant':
    'kaj bolværk vand kant rækværk gelænder quay edge water railing havn havnen fjord å åen sø kanal bro kajkant falde harbour lake',
  'havn.redning':
    'redningskrans krans stige redningspost drukne vand lifebuoy ladder drowning livbælte bådshage druknet redningskranse rescue lifebelt',
  'adf.ophold':
    'hænger ud gruppe samling unge uro flok utrygge loitering group druk fulde alkohol øl drikker hjemløs hjemløse tigger slagsmål bande drenge drunk homeless beggar people',
  'adf.rusmidler':
    'stoffer hash narko handel pusher drugs dealing dealer sælger narkohandel kanyler junkie misbruger misbrugere weed',
  'adf.chikane':
    'råb tilråb trusler truende chikane følger efter harassment threats overfald vold slagsmål forfulgt fløjter krænkende bange voldtægt assault violence catcalling',
  'adf.knallert':
    'knallert scooter cross motorcykel burnout moped knallerter knallertkørsel cykelsti ATV crossere kører',
  'adf.stoej':
    'støj larm musik fest råben noise music støjer larmer højttaler fyrværkeri naboer fireworks loud',
  'tek.kamera-oenske':
    'kamera overvågning video tv camera cctv kameraer overvåget videoovervågning surveillance',
  'tek.laas':
    'lås dør port kælder cykelskur åben låst lock door cellar døren dørtelefon indbrud tyveri cykeltyveri opgang kælderdør garage burglary theft broken',
  'liv.moedested':
    'aktivitet bold legeplads samlingssted klub mødested playground activity mødestedet ungdomsklub boldbane bålplads fodbold',
  'liv.vejvisning':
    'skilte farvet vild finde demens vejviser lost wayfinding vejvisning kort skiltning finder directions',
  'liv.baenk': 'bænk sidde hvile siddeplads bench seat bænke bænken borde bord benches',
  'god.plads':
    'trygt rart hyggeligt godt dejligt fint positiv safe nice good tryg god plads flot smukt lyst belyst venlig hyggelig pretty',
  andet: 'andet øvrigt ved ikke hund hunde løs snor dyr wifi other dog animal',
}
