import { parseHTML } from 'linkedom';

/** A document of this body; `head` is its title. */
export function dom(body: string, title = 'Sent Mail - sam@seller.example - Gmail'): Document {
  const { document } = parseHTML(
    `<!doctype html><html lang="en"><head><title>${title}</title></head><body>${body}</body></html>`,
  );
  return document as unknown as Document; // linkedom's own types describe the same interface
}

export const ACCOUNT =
  '<header role="banner"><a aria-label="Google Account: Sam (sam@seller.example)"></a></header>';

/** A thread's view, with the attributes of its subject and its messages. */
export function threadView(subject: string, messages: readonly string[], outer = 'role="main"'): string {
  const items = messages.map(
    (attributes) =>
      `<div role="listitem"><div class="adn" ${attributes}><span class="gD" email="Sam@Seller.example"></span><div class="a3s">Hi</div></div></div>`,
  );
  return `<div ${outer}><h2 class="hP" ${subject}></h2><div role="list">${items.join('')}</div></div>`;
}
