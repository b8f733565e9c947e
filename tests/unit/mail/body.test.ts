import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBody } from '../../../lib/mail/body/body';

const ofText = (text: string) => readBody({ text, html: null });
const ofHtml = (html: string) => readBody({ text: 'the text part, which HTML beats', html });

describe('quotes in text', () => {
  const quoted = '> Hello Pat,\n>\n> would you be open to a call?\n';
  test.each([
    'On Mon, Mar 2, 2026 at 10:00 AM Sam Seller <sam@seller.example> wrote:',
    'On Mon, Mar 2, 2026 at 10:00 AM Sam Seller\n<sam@seller.example> wrote:',
    'Am Mo., 2. März 2026 um 10:00 Uhr schrieb Sam Seller <sam@seller.example>:',
    'Am 02.03.26 um 10:00 schrieb Sam Seller:',
    'Le lun. 2 mars 2026 à 10:00, Sam Seller <sam@seller.example> a écrit :',
    'El lun, 2 mar 2026 a las 10:00, Sam Seller (<sam@seller.example>) escribió:',
    'Il giorno lun 2 mar 2026 alle ore 10:00 Sam Seller <sam@seller.example> ha scritto:',
    'Op ma 2 mrt 2026 om 10:00 schreef Sam Seller <sam@seller.example>:',
    'Em seg., 2 de mar. de 2026 às 10:00, Sam Seller <sam@seller.example> escreveu:',
    'pon., 2 mar 2026 o 10:00 Sam Seller <sam@seller.example> napisał(a):',
    'man. 2. mars 2026 kl. 10:00 skrev Sam Seller <sam@seller.example>:',
    'Den mån 2 mars 2026 kl 10:00 skrev Sam Seller <sam@seller.example>:',
    'пн, 2 мар. 2026 г. в 10:00, Sam Seller <sam@seller.example>:',
    'Sam Seller <sam@seller.example> 于2026年3月2日周一 10:00写道：',
    '2026年3月2日(月) 10:00 Sam Seller <sam@seller.example>:',
    '2 Mart 2026 Pzt 10:00 tarihinde Sam Seller <sam@seller.example> şunu yazdı:',
    'po 2. 3. 2026 v 10:00 odesílatel Sam Seller <sam@seller.example> napsal:',
  ])('%s', (introduction) => {
    expect(ofText(`Yes, gladly.\n\n${introduction}\n\n${quoted}`).text).toBe('Yes, gladly.');
    // Outlook and phones do not mark the lines.
    expect(
      ofText(`Yes, gladly.\n\n${introduction}\n\n${quoted.replaceAll('> ', '').replaceAll('>', '')}`).text,
    ).toBe('Yes, gladly.');
  });

  test.each([
    'From: Sam Seller <sam@seller.example>\nSent: Monday, March 2, 2026 10:00 AM\nTo: Pat\nSubject: Quick question',
    'Von: Sam Seller <sam@seller.example>\nGesendet: Montag, 2. März 2026 10:00\nAn: Pat\nBetreff: Frage',
    'De : Sam Seller <sam@seller.example>\nEnvoyé : lundi 2 mars 2026 10:00\nÀ : Pat\nObjet : Question',
    'De: Sam Seller <sam@seller.example>\nEnviado el: lunes, 2 de marzo de 2026 10:00\nPara: Pat\nAsunto: Pregunta',
    'Da: Sam Seller <sam@seller.example>\nInviato: lunedì 2 marzo 2026 10:00\nA: Pat\nOggetto: Domanda',
    'Van: Sam Seller <sam@seller.example>\nVerzonden: maandag 2 maart 2026 10:00\nAan: Pat\nOnderwerp: Vraag',
    'De: Sam Seller <sam@seller.example>\nEnviado: segunda-feira, 2 de março de 2026 10:00\nPara: Pat\nAssunto: Pergunta',
    'Od: Sam Seller <sam@seller.example>\nWysłano: poniedziałek, 2 marca 2026 10:00\nDo: Pat\nTemat: Pytanie',
    '发件人: Sam Seller <sam@seller.example>\n发送时间: 2026年3月2日 10:00\n收件人: Pat\n主题: 问题',
    '差出人: Sam Seller <sam@seller.example>\n送信日時: 2026年3月2日 10:00\n宛先: Pat\n件名: 質問',
    '*From:* Sam Seller <sam@seller.example>\n*Date:* Monday, March 2, 2026\n*To:* Pat\n*Subject:* Quick question',
    '-----Original Message-----\nFrom: Sam',
    '-----Ursprüngliche Nachricht-----\nVon: Sam',
    '________________________________\nFrom: Sam Seller <sam@seller.example>\nSent: Monday, March 2, 2026 10:00 AM\nTo: Pat',
    '---------- Forwarded message ---------\nFrom: Sam Seller <sam@seller.example>',
    'Begin forwarded message:\n\nFrom: Sam',
  ])('%s', (header) => {
    expect(ofText(`Yes, gladly.\n\n${header}\n\nHello Pat,\n\nwould you be open?`).text).toBe('Yes, gladly.');
  });

  test('keeps what is written between and below quotes', () => {
    const reply =
      'On Mon, Mar 2, 2026 at 10:00 AM Sam <s@seller.example> wrote:\n> Is it you?\nYes.\n\n> When?\nMonday.\n';
    expect(ofText(reply).text).toBe('Yes.\n\nMonday.');
  });

  test.each([
    'On Monday we met Bob, who wrote: buy!\nI agree.',
    'From our side: all good.\nTo be clear: yes.',
    'Date: Wednesday 4 March\nTime: 10:00\nAddress: 1 Main St',
    'Points:\n-- first\n-- second',
    'In 2026 he wrote:\nthis is it',
  ])('is not fooled by %j', (text) => {
    expect(ofText(text).text).toBe(text);
  });
});

describe('quotes in HTML', () => {
  test.each([
    [
      'Gmail',
      '<div dir="ltr">Yes, gladly.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Ο χρήστης Sam στις 2 Μαρ:<br></div><blockquote class="gmail_quote">Hello</blockquote></div>',
    ],
    [
      'Gmail forward',
      '<div dir="ltr">Yes, gladly.<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Sam</div>Hello</div></div>',
    ],
    [
      'Outlook',
      '<div class="WordSection1"><p class="MsoNormal">Yes, gladly.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>Lähettäjä:</b> Sam<br>x</p></div></div><p>Hello</p></div>',
    ],
    [
      'Outlook on the web',
      '<div>Yes, gladly.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>Xx:</b> Sam</div><div>Hello</div>',
    ],
    [
      'Apple Mail',
      'Yes, gladly.<br><div><blockquote type="cite"><div>On 2 Mar 2026, at 10:00, Sam wrote:</div>Hello</blockquote></div>',
    ],
    [
      'Thunderbird',
      '<p>Yes, gladly.</p><div class="moz-cite-prefix">Am 02.03.26 um 10:00 schrieb Sam:<br></div><blockquote type="cite" cite="mid:x">Hello</blockquote>',
    ],
    [
      'Yahoo',
      '<div>Yes, gladly.</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Monday, Sam wrote:</div>Hello</div>',
    ],
    [
      'Proton',
      '<div>Yes, gladly.</div><div class="protonmail_quote">On Monday, Sam wrote:<blockquote>Hello</blockquote></div>',
    ],
    [
      'mail.ru',
      'Yes, gladly.<br><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Понедельник, 2 марта 2026, 10:00 от Sam:<br>Hello</blockquote>',
    ],
    [
      'GMX',
      '<div>Yes, gladly.<div name="quote" style="margin:10px"><div><b>Gesendet:</b> Montag</div>Hello</div></div>',
    ],
  ])('%s', (_name, html) => {
    const body = ofHtml(html);
    expect(body.quotes).toBe(true);
    expect(body.text.replace(/Понедельник.*|On Monday.*/, '').trim()).toBe('Yes, gladly.');
  });

  test('keeps answers inside Gmail’s quote', () => {
    const html =
      '<div class="gmail_quote"><div class="gmail_attr">On Mon, Mar 2, 2026 Sam wrote:<br></div><blockquote class="gmail_quote">Is it you?</blockquote><div>Yes.</div><blockquote class="gmail_quote">When?</blockquote><div>Monday.</div></div>';
    expect(ofHtml(html).text.replace(/\n+/g, ' ')).toBe('Yes. Monday.');
  });

  test('draws lines and paragraphs as a reader sees them', () => {
    expect(
      ofHtml(
        '<p>Hi Pat,</p><p>one<br>two</p><div>three</div><div>four</div><div><br></div><ul><li>five</li></ul>',
      ).text,
    ).toBe('Hi Pat,\n\none\ntwo\n\nthree\nfour\n\nfive');
  });

  test('does not read what is hidden', () => {
    expect(ofHtml('<div style="display:none">preheader</div><style>p{}</style><p>Hi</p>').text).toBe('Hi');
  });

  test('falls back on the text part where HTML shows nothing', () => {
    expect(readBody({ text: 'Hi', html: '<html><img src="x"></html>' }).text).toBe('Hi');
  });
});

describe('endings', () => {
  test.each([
    'Hi there\n-- \nPat\nCEO',
    'Hi there\n--\nPat',
    'Hi there\n\nSent from my iPhone',
    'Hi there\n\nGet Outlook for iOS<https://aka.ms/o0ukef>',
    'Hi there\n\nVon meinem iPhone gesendet',
    'Hi there\n\nEnvoyé de mon iPhone',
    'Hi there\n\nCONFIDENTIALITY NOTICE: This e-mail is intended only for the person it is addressed to and may be privileged.',
    'Hi there\n\nDiese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind, löschen Sie sie.',
    'Hi there\n________________\nPat Prospect\n+1 555 123 4567\npat@prospect.example',
  ])('takes off the ending of %j', (text) => {
    expect(ofText(text).text).toBe('Hi there');
  });
  test.each([
    'Hi\n\nSent from my desk, which is easier than my phone.',
    'Unsubscribe',
    'Please unsubscribe me',
    'Thanks,\nPat',
  ])('keeps %j', (text) => {
    expect(ofText(text).text).toBe(text);
  });
});

describe('links', () => {
  test('knows where each link stands', () => {
    const body = ofHtml(
      '<p>See <a href="https://a.example/x?utm_source=mail">the plan</a> or https://b.example.</p><img src="https://t.example/p.gif" width="1" height="1"><div class="gmail_signature"><a href="https://me.example">me</a></div><p>If you no longer want these, <a href="https://t.example/u">unsubscribe</a></p><div class="gmail_quote"><blockquote class="gmail_quote"><a href="https://q.example">q</a></blockquote></div>',
    );
    expect(body.links.map(({ text, destination, place }) => [text, destination, place])).toEqual([
      ['the plan', 'https://a.example/x', 'body'],
      ['', 'https://b.example', 'body'],
      ['me', 'https://me.example', 'signature'],
      ['unsubscribe', 'https://t.example/u', 'unsubscribe'],
      ['q', 'https://q.example', 'quote'],
    ]);
    const [first] = body.links;
    expect(body.text.slice(first?.offset ?? 0).startsWith('the plan')).toBe(true);
  });
});

describe('any body', () => {
  test('has own words that are part of it', () => {
    const line = fc.constantFrom(
      'Hi',
      '> x',
      'On Mon, Mar 2, 2026 Sam <s@x.example> wrote:',
      '-- ',
      '',
      'From: a@b.c',
      'To: x@y.z',
      'Sent from my iPhone',
      '____________',
      'https://x.example/a',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 20 }), (lines) => {
        const text = lines.join('\n');
        const body = ofText(text);
        for (const own of body.text.split('\n')) expect(body.full).toContain(own.trim());
        for (const link of body.links)
          if (link.offset !== null)
            expect(body.text.slice(link.offset, link.offset + link.href.length)).toBe(link.href);
      }),
    );
  });
  test('is read whatever the HTML', () => {
    const tag = fc.constantFrom(
      '<div>',
      '</div>',
      '<blockquote type="cite">',
      '</blockquote>',
      '<a href="https://x.example">',
      '</a>',
      '<br>',
      '<p>',
      '<table><td>',
      'text',
      '<div class="gmail_quote">',
      '<div style="display:none">',
      '<pre>\n',
      '<!--',
      '-->',
      '<',
      '&amp;&#0;&nope;',
    );
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 40 }), (tags) => {
        const body = ofHtml(tags.join(''));
        expect(body.text.length).toBeLessThanOrEqual(tags.join('').length + 40 * 33);
      }),
    );
  });
});
