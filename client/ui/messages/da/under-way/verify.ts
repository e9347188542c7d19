/** Looking at findings again on a follow-up walk. Keys in `en/under-way/verify.ts` are the same. */
export const verifyDa = {
  verify: {
    link: 'Se efter, om det er løst',
    hint: 'Gå hen til stedet, og tryk på det, du ser. Det gemmes på telefonen, også uden net.',
    notFollowUp: 'Vandringen er ikke en opfølgning, så der er ingenting at se efter.',
    over: 'Vandringen er afsluttet. Det, I så, kan ikke ændres mere.',
    counts: '{n} af {all} set efter',
    none: 'Der er ingenting at se efter. Sidste vandring har ingen registreringer, som alle må se.',
    notFetched:
      'Listen fra sidste vandring er ikke kommet til telefonen endnu. Den kommer, når der er net. Åbn siden igen, før I går.',
    elsewhere: 'Ikke ved et stop',
    promised: 'Det blev der sagt',
    nothingSaid: 'Ingen har svaret på den endnu.',
    whatNow: 'Hvad ser du nu?',
    verdicts: {
      confirmed: 'Bekræftet',
      'not-solved': 'Ikke løst',
      'cannot-see': 'Kan ikke ses',
    },
    unseen: 'Ikke set efter endnu',
    byOthers: 'Set af en anden på vandringen. Tryk, hvis du ser noget andet.',
    more: 'Skriv eller tag et billede',
    remark: 'Bemærkning',
    saveRemark: 'Gem bemærkningen',
    remarkSaved: 'Bemærkningen er gemt på telefonen.',
    photo: 'Tag et billede af stedet',
    photoSaved: 'Billedet er gemt på telefonen. Det bliver sendt, når der er net.',
  },
}
