/** How to install the app on the phone. Keys in `en/my-walks/install.ts` are the same. */
export const installDa = {
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
