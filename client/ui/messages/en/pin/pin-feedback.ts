/** Words of what people say of an answer on the page of one pin. */
export const pinFeedbackEn = {
  feedback: {
    question: 'A question for you',
    questionOfOther: 'A question for whoever pinned it',
    yourAnswer: 'Your answer',
    hint: 'Everybody on the walk and those responsible can read it. Write about the place, not about people.',
    hintRestricted:
      'The leader of the walk and those responsible can read it. Write about the place, not about people.',
    send: 'Save the answer',
    answerSaved: 'The answer is saved on the phone',
    answered: 'The question is answered. Those responsible see the answer once it is sent.',
    notSolved: 'It is not solved',
    notSolvedTitle: 'Is it not solved?',
    notSolvedText: 'We will reopen it, and the coordinator of the municipality sees why.',
    why: 'Why is it not solved?',
    notSolvedSend: 'Say that it is not solved',
    notSolvedSaved: 'Saved on the phone: it is not solved',
    reopened:
      'Somebody who was on the walk has said that it is not solved. Those responsible look at it again.',
    no: 'No, it will not be done',
    about: { question: 'Answer to the question', 'not-solved': 'It is not solved' },
  },
}
