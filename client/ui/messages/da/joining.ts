/** Words of joining a walk: the form, installing. */
export const joiningDa = {
  join: {
    title: 'Tryghedsvandring',
    lead: 'Gå med, sæt nåle dér, hvor noget gør stedet utrygt – eller trygt. Her i appen kan du se, hvad der sker med det.',
    heading: 'Deltag i en vandring',
    codeLabel: 'Kode til vandringen',
    codeHint:
      'Står på invitationen eller siges af vandringslederen. Fx OEST29. Hele linket kan også sættes ind.',
    codeMissing: 'Skriv koden først.',
    noCode:
      'Der er ingen kode i det, du skrev. En kode er på 4 til 20 bogstaver og tal, fx OEST29. Du kan også sætte hele linket ind.',
    damagedLink:
      'Linket er beskadiget: koden mangler. Skriv koden fra invitationen her, eller bed om linket igen.',
    unknownCode: 'Vi kender ikke koden {code}. Se efter, om alle bogstaver og tal er rigtige.',
    find: 'Find vandringen',
    finding: 'Finder vandringen …',
    slow: 'Det tager længere, end det plejer. Er der net, hvor du står?',
    openAllYear: 'Åben hele året',
    by: 'Vært: {name}',
    otherCode: 'Brug en anden kode',
    nameLabel: 'Dit navn',
    nameHint: 'Kun vandringens leder og de medarbejdere, der svarer, ser det. Du kan lade være.',
    kind: 'Jeg er her som',
    kinds: { local: 'Beboer', professional: 'Fagperson', unknown: 'Ikke sagt' },
    kindHint: 'Følger med dine vurderinger af stoppene.',
    join: 'Deltag',
    joining: 'Deltager …',
    otherPerson:
      'Det, {name} har skrevet på denne telefon, er ikke sendt endnu. Send det, før en anden tager telefonen i brug.',
    noNet: 'Der er ikke net lige nu. Koden virker, så snart der er.',
    phone:
      'Det kan ikke gemmes på telefonen, så du kan ikke deltage her. Øverst står, hvad der er galt.',
    tooManyTries: 'Der kom for mange forsøg. Vent {wait} og prøv igen.',
    privacyHeading: 'Sådan bruger vi det, du skriver',
    privacyMore: 'Læs det hele',
    toMap: 'Til kortet',
    official: 'Er du sagsbehandler? Gå til sagsbordet',
  },
  install: {
    title: 'Læg Lygte på telefonen',
    why: 'Så starter den også uden net, og telefonen passer bedre på det, du ikke har sendt.',
    button: 'Læg på telefonen',
    done: 'Lygte ligger på telefonen.',
    iosShare: 'Tryk på del-knappen i Safari.',
    iosAdd: 'Vælg »Føj til hjemmeskærm«.',
    iosOpen: 'Åbn Lygte fra hjemmeskærmen, og skriv koden {code} dér.',
    iosOtherBrowser: 'Åbn siden i Safari for at lægge den på telefonen.',
    menu: 'Åbn browserens menu, og vælg »Føj til startskærm« eller »Installér app«.',
    inApp: 'Du ser siden inde i en anden app. Åbn den i telefonens browser først.',
  },
}
