/** Words of what people say of an answer on the page of one pin. */
export const pinFeedbackDa = {
  feedback: {
    question: 'Spørgsmål til dig',
    questionOfOther: 'Spørgsmål til den, der skrev registreringen',
    yourAnswer: 'Dit svar',
    hint: 'Alle på vandringen og de ansvarlige kan læse det. Skriv om stedet, ikke om personer.',
    hintRestricted:
      'Vandringens leder og de ansvarlige kan læse det. Skriv om stedet, ikke om personer.',
    send: 'Gem svaret',
    answerSaved: 'Svaret er gemt på telefonen',
    answered: 'Spørgsmålet er besvaret. De ansvarlige ser svaret, når det er sendt.',
    notSolved: 'Det er ikke løst',
    notSolvedTitle: 'Er det ikke løst?',
    notSolvedText: 'Så åbner vi den igen, og kommunens koordinator ser hvorfor.',
    why: 'Hvorfor er det ikke løst?',
    notSolvedSend: 'Sig, at det ikke er løst',
    notSolvedSaved: 'Gemt på telefonen: det er ikke løst',
    reopened:
      'En, der var med på vandringen, har sagt, at det ikke er løst. De ansvarlige ser på det igen.',
    no: 'Nej, det bliver ikke til noget',
    about: { question: 'Svar på spørgsmålet', 'not-solved': 'Det er ikke løst' },
  },
}
