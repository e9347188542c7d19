/** Words about the app itself: a new version, a missing part, an error. They come with their notices. */
export const appNewsEn = {
  update: {
    ready: 'A new version is ready',
    readyText: 'Update when it suits you. It takes a few seconds.',
    now: 'Update now',
    later: 'Later',
    waiting: 'Close the other tabs with Lygte to update.',
    reload: 'Lygte was updated in another tab. Load again when you are ready.',
    offline: 'Part of the app is not here yet',
    offlineText:
      'It cannot be fetched without a connection. What you have saved is still on the phone. Try again when you are online.',
    broken: 'Part of the app is missing. Repairing it does not touch what you have saved.',
    repair: 'Repair the app',
    working: 'Updating …',
  },
  failure: {
    title: 'Something went wrong in the app',
    text: 'Load the page again. We don’t know whether the last thing was saved.',
  },
}
