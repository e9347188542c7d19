export const lostPageEn = {
  lost: {
    title: 'The page does not exist',
    text: 'The address leads nowhere. The link may be damaged: check that you have all of it. If you have a code, you can type it.',
    home: 'To the start',
    code: 'Type the code',
  },
}
