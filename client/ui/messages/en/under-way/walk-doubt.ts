export const walkDoubtEn = {
  doubt: {
    ended: '{title} has ended',
    upcoming: '{title} has not begun',
    far: 'You are far from {title}',
    question: 'Does what you want to report belong to that walk?',
    goOn: 'Yes, report in {title}',
    other: 'No, report in {title}',
    none: 'No, report nothing now',
  },
}
