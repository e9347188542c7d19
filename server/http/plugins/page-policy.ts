/** Of a page that shows pictures of this origin and its own style, and runs nothing. */
export const pagePolicy = (styleHash: string): string =>
  [
    ...["default-src 'none'", `style-src '${styleHash}'`, "img-src 'self'"],
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
  ].join(';')
