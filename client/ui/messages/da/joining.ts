/** Words of joining that other screens use too, and of installing. */
export const joiningDa = {
  join: {
    heading: 'Deltag i en vandring',
    otherCode: 'Brug en anden kode',
    nameLabel: 'Dit navn',
    nameHint: 'Kun vandringens leder og de medarbejdere, der svarer, ser det. Du kan lade være.',
    kind: 'Jeg er her som',
    kinds: { local: 'Beboer', professional: 'Fagperson', unknown: 'Ikke sagt' },
    kindHint: 'Følger med dine vurderinger af stoppene.',
    noNet: 'Der er ikke net lige nu. Koden virker, så snart der er.',
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
