self.addEventListener('install', (event) => {
  event.waitUntil(caches.open('bare').then((cache) => cache.add('../../../bare-page/public/')))
})
self.addEventListener('fetch', (event) => {
  event.respondWith(caches.match(event.request).then((found) => found ?? fetch(event.request)))
})
