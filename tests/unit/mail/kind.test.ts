import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../lib/facts/message';
import { readBody } from '../../../lib/mail/body/body';
import { readKind } from '../../../lib/mail/kind/kind';
import { returnDate } from '../../../lib/mail/kind/return-date';
import { parseMail } from '../../../lib/mail/parse';

const encoder = new TextEncoder();

async function read(headers: Readonly<Record<string, string>>, text: string): Promise<Reading> {
  const all: Record<string, string> = {
    From: 'Pat <pat@prospect.example>',
    To: 'sam@seller.example',
    Date: 'Mon, 2 Mar 2026 10:00:00 +0000',
    'Content-Type': 'text/plain; charset=utf-8',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const mail = await parseMail(encoder.encode(`${head.join('\r\n')}\r\n\r\n${text.replace(/\n/g, '\r\n')}`));
  return readKind(mail, readBody(mail));
}

const AUTOMATIC: readonly (readonly [subject: string, text: string])[] = [
  [
    'Re: Quick question',
    'Hi,\n\nI am currently out of the office with limited access to email. I will be back on March 9.\n\nBest,\nPat',
  ],
  [
    'Re: x',
    "Thanks for your message. I'm on annual leave until Monday 16th March and won't be checking emails. For anything urgent please contact jane@prospect.example.",
  ],
  [
    'Re: x',
    'Hello! I am on parental leave through June 2026. Please reach out to Tom at tom@prospect.example.',
  ],
  [
    'Re: x',
    'Vielen Dank für Ihre Nachricht. Ich bin bis zum 15.03.2026 nicht im Büro und habe keinen Zugriff auf meine E-Mails. In dringenden Fällen wenden Sie sich bitte an Frau Meier.',
  ],
  [
    'AW: x',
    'Guten Tag,\n\nich bin derzeit im Urlaub und ab dem 9. März wieder erreichbar. Ihre Nachricht wird nicht weitergeleitet.',
  ],
  [
    'RE: x',
    "Bonjour,\n\nJe suis absent du bureau jusqu'au 12 mars inclus. En cas d'urgence, merci de contacter Marie Dupont.\n\nCordialement",
  ],
  ['RE: x', 'Bonjour, je suis actuellement en congés. Je reviendrai vers vous dès mon retour le 10/03.'],
  [
    'RE: x',
    'Hola, actualmente me encuentro de vacaciones hasta el 20 de marzo. Responderé a su correo a mi regreso. Para asuntos urgentes contacte con Ana.',
  ],
  [
    'R: x',
    "Buongiorno, sono assente dall'ufficio fino al 13 marzo. Risponderò al mio rientro. Per urgenze contattare Luca.",
  ],
  [
    'RE: x',
    'Beste, ik ben momenteel afwezig en weer bereikbaar op 11 maart. Voor dringende zaken kunt u mailen naar info@prospect.example. Ik heb beperkt toegang tot mijn mail.',
  ],
  [
    'RES: x',
    'Olá, estou de férias até 15 de março. Responderei assim que possível. Em caso de urgência contactar Rita.',
  ],
  [
    'Odp: x',
    'Dzień dobry, jestem na urlopie do 13 marca. Odpowiem po powrocie. W sprawach pilnych proszę o kontakt z Anną.',
  ],
  ['回复: x', '您好，我正在休假，3月10日回来后会尽快回复您的邮件。如有紧急事宜请联系同事。'],
  [
    'Re: x',
    'お世話になっております。\n夏季休業のため、3月10日まで不在にしております。\nメールの返信が遅れますがご了承ください。',
  ],
  [
    'Re: x',
    'I am no longer with Acme. Please contact Jane Doe at jane@prospect.example for all future enquiries.',
  ],
  [
    'Re: x',
    'Thank you for contacting Acme. We have received your message and a member of our team will get back to you within 24 hours.',
  ],
  [
    'Your request has been received (#1234)',
    'Thank you for contacting support. Your request (#1234) has been received and is being reviewed by our support staff. To add additional comments, reply to this email.',
  ],
  ['Out of office Re: x', 'I am away from my desk until Thursday.'],
  ['Re: x', 'Pat Smith has left the company. Please direct your enquiries to sales@prospect.example'],
  ['Re: x', 'This inbox is no longer monitored. Please contact us at hello@prospect.example'],
  [
    'Re: x',
    "I'm currently travelling and will have intermittent access to email. Expect a delayed response.",
  ],
  ['Automatische Antwort: x', 'Danke. Ich bin am 9.3. wieder da.'],
  [
    'Re: x',
    'Merci pour votre message. Je ne fais plus partie de la société Acme. Vous pouvez contacter Paul.',
  ],
];

const PEOPLE: readonly (readonly [subject: string, text: string])[] = [
  ['Re: x', "I am out of the office this week, but yes, let's talk next Tuesday. Does 3pm work?"],
  ['Re: x', "Hi Sam, I'm on vacation until the 9th - can you ping me then?"],
  ['Re: x', 'Sorry for the delay, I was out of the office. Not interested, thanks.'],
  ['Re: x', 'Thanks for reaching out. We already use a competitor. Best, Pat'],
  ['Re: x', 'Not the right person, please contact jane@prospect.example, she handles this.'],
  ['Re: x', 'Unsubscribe'],
  ['Re: x', 'Please remove me from your list.'],
  ['Re: x', "Thanks for your email. I'll take a look and get back to you next week."],
  ['Re: x', 'Got it, thanks! Will review.'],
  ['AW: x', 'Hallo Sam, ich bin diese Woche im Urlaub, aber gerne ab dem 10. März. Passt Ihnen Dienstag?'],
  [
    'RE: x',
    "Bonjour, je suis en déplacement cette semaine mais volontiers la semaine prochaine. Pouvez-vous m'appeler mardi ?",
  ],
  ['Re: x', 'Hi, I left Acme last year but happy to intro you to my successor.'],
  ['Re: x', 'I will be back in the office on Monday. Call me then.'],
  [
    'Undeliverable promises',
    'Hi Sam, your message could not be more timely. We had a delivery failure with our last vendor.',
  ],
  [
    'Re: mail delivery failed',
    'Hey, my mail to you bounced yesterday with "550 user unknown". Trying again - are you free Thursday?',
  ],
  ['Re: x', 'We are closed until Monday for the holidays, let us speak after that'],
  [
    'Re: x',
    'Your email was received and forwarded to procurement, they asked for pricing. Could you send it?',
  ],
  ['Read: the attached', 'Have a look at the attached doc.'],
  ['Accepted: great', 'Your proposal is accepted, let us sign.'],
];

describe('auto-replies by their words alone', () => {
  test.each(AUTOMATIC)('%s: %s', async (subject, text) => {
    expect((await read({ Subject: subject }, text)).kind).toBe('auto-reply');
  });
  test.each(PEOPLE)('a person: %s: %s', async (subject, text) => {
    expect((await read({ Subject: subject }, text)).kind).toBe('person');
  });
  test('says who has left', async () => {
    expect(
      (await read({ Subject: 'Re: x' }, 'I am no longer with Acme. Please contact jane@prospect.example.'))
        .gone,
    ).toBe(true);
    expect((await read({ Subject: 'Automatic reply: x' }, 'I am out of the office until Friday.')).gone).toBe(
      false,
    );
  });
  test('keeps list mail apart', async () => {
    expect((await read({ Subject: 'News', 'List-Id': '<news.example>' }, 'Hello')).kind).toBe('other');
    expect((await read({ Subject: 'News', Precedence: 'bulk' }, 'Hello')).kind).toBe('other');
    expect(
      (
        await read(
          { Subject: 'Build failed', 'Auto-Submitted': 'auto-generated', 'List-Id': '<ci.example>' },
          'x',
        )
      ).kind,
    ).toBe('other');
  });
});

describe('return dates', () => {
  const sent = Date.UTC(2026, 2, 2, 10);
  test.each([
    ['I am back on March 9.', '2026-03-09'],
    ['away until Monday, 16 March', '2026-03-16'],
    ['returning 03/10/2026', '2026-03-10'],
    ['bis einschließlich 15.03.2026', '2026-03-15'],
    ["jusqu'au 12 mars inclus", '2026-03-12'],
    ['fino al 13 marzo', '2026-03-13'],
    ['hasta el 20 de marzo', '2026-03-20'],
    ['até 15 de março', '2026-03-15'],
    ['do 13 marca', '2026-03-13'],
    ['3月10日まで', '2026-03-10'],
    ['out from 3 March to 6 March', '2026-03-06'],
    ['until January 4', '2027-01-04'],
  ])('%s', (text, day) => {
    expect(returnDate(text, sent)).toBe(Date.parse(day));
  });
  test.each(['I will be back soon', 'since 2019 we are 40 people', 'until 3pm', 'call 555-2368'])(
    'none in: %s',
    (text) => {
      expect(returnDate(text, sent)).toBeNull();
    },
  );
});

const DAEMON = { From: 'Mail Delivery Subsystem <mailer-daemon@googlemail.com>', 'Return-Path': '<>' };

describe('bounces and delays', () => {
  const failed = (reading: Reading): string[] => reading.failed.map((entry) => entry.address);

  test('reads a delivery report, and the id of the message it is about', async () => {
    const report = (action: string): string =>
      `--r\nContent-Type: text/plain\n\nSorry\n--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; Pat@Prospect.example\nAction: ${action}\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550-5.1.1 no such\n  user\n--r\nContent-Type: message/rfc822\n\nSubject: x\nMessage-ID:\n <ours@seller.example>\n\nHi\n--r--`;
    const headers = {
      ...DAEMON,
      Subject: 'Delivery Status Notification',
      'Auto-Submitted': 'auto-replied',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=r',
    };
    const bounce = await read(headers, report('failed'));
    expect(bounce).toMatchObject({
      kind: 'bounce',
      about: ['ours@seller.example'],
      failed: [
        {
          address: 'pat@prospect.example',
          status: '5.1.1',
          permanent: true,
          diagnostic: 'smtp; 550-5.1.1 no such user',
        },
      ],
    });
    const delay = await read(headers, report('delayed'));
    expect(delay).toMatchObject({ kind: 'delay', failed: [{ permanent: false }] });
    expect((await read(headers, report('delivered'))).kind).toBe('other');
  });

  test.each([
    [
      'Gmail',
      DAEMON,
      'Delivery Status Notification (Failure)',
      "** Address not found **\n\nYour message wasn't delivered to gone@prospect.example because the address couldn't be found.\n\nThe response was:\n550 5.1.1 does not exist",
      ['gone@prospect.example'],
    ],
    [
      'Exchange',
      { From: 'postmaster@prospect.example' },
      'Undeliverable: Quick question',
      'Delivery has failed to these recipients or groups:\n\ngone@prospect.example (gone@prospect.example)\nThe email address you entered could not be found.\n\nDiagnostic information for administrators:\nGenerating server: x.prod.outlook.com\ngone@prospect.example\nRemote Server returned 550 5.1.10 RESOLVER.ADR.RecipientNotFound',
      ['gone@prospect.example'],
    ],
    [
      'Microsoft 365',
      { From: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@seller.example>' },
      'Undeliverable: Quick question',
      "Your message to gone@prospect.example couldn't be delivered.\ngone wasn't found at prospect.example.\n\nOriginal Message Details\nSender Address: sam@seller.example\nRecipient Address: gone@prospect.example\nSubject: Quick question",
      ['gone@prospect.example'],
    ],
    [
      'Postfix',
      { From: 'MAILER-DAEMON@mx.example (Mail Delivery System)' },
      'Undelivered Mail Returned to Sender',
      'This is the mail system at host mx.example.\n\n<gone@prospect.example>: host mx said: 550 User unknown (in reply to RCPT TO command)',
      ['gone@prospect.example'],
    ],
    [
      'Exim',
      { From: 'Mail Delivery System <Mailer-Daemon@mx.example>' },
      'Mail delivery failed: returning message to sender',
      'A message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) failed:\n\n  gone@prospect.example\n    Unrouteable address\n  also@prospect.example\n    mailbox full\n\n------ This is a copy of the message ------\n\nTo: third@prospect.example',
      ['gone@prospect.example', 'also@prospect.example'],
    ],
    [
      'qmail',
      { From: 'MAILER-DAEMON@mx.example' },
      'failure notice',
      "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<gone@prospect.example>:\nSorry, no mailbox here by that name. (#5.1.1)",
      ['gone@prospect.example'],
    ],
    [
      'Sendmail',
      { From: 'Mail Delivery Subsystem <MAILER-DAEMON@mx.example>' },
      'Returned mail: see transcript for details',
      '   ----- The following addresses had permanent fatal errors -----\n<gone@prospect.example>\n    (reason: 550 5.1.1 User unknown)\n\n   ----- Transcript of session follows -----\n>>> RCPT To:<gone@prospect.example>',
      ['gone@prospect.example'],
    ],
    [
      'German',
      { From: 'Mail Delivery System <mailer-daemon@kundenserver.example>' },
      'Unzustellbar: Kurze Frage',
      'Ihre Nachricht konnte nicht zugestellt werden an:\n\ngone@prospect.example\nDer Empfänger ist unbekannt.',
      ['gone@prospect.example'],
    ],
    [
      'French',
      { From: 'postmaster@prospect.example' },
      'Non remis : Question',
      "Votre message n'a pas pu être remis aux destinataires suivants :\n\ngone@prospect.example",
      ['gone@prospect.example'],
    ],
    [
      'Japanese',
      { From: 'MAILER-DAEMON@mx.example' },
      '配信不能',
      '次の宛先にメールを送信できませんでした。\ngone@prospect.example',
      ['gone@prospect.example'],
    ],
    [
      'by header',
      { ...DAEMON, 'X-Failed-Recipients': 'gone@prospect.example, also@prospect.example' },
      'x',
      'x',
      ['gone@prospect.example', 'also@prospect.example'],
    ],
  ])('reads the text of %s', async (_name, headers, subject, text, addresses) => {
    const reading = await read({ ...headers, Subject: subject }, text);
    expect(reading.kind).toBe('bounce');
    expect(failed(reading)).toEqual(addresses);
  });

  test.each([
    [
      'Gmail',
      DAEMON,
      'Delivery Status Notification (Delay)',
      '** Delivery incomplete **\n\nThere was a temporary problem delivering your message to slow@prospect.example. Gmail will retry for 47 more hours.',
    ],
    [
      'Exim',
      { From: 'Mail Delivery System <Mailer-Daemon@mx.example>' },
      'Warning: message 1abc delayed 24 hours',
      'A message that you sent has not yet been delivered to one or more of its recipients.\n\nThe address to which the message has not yet been delivered is:\n\n  slow@prospect.example\n\nDelivery attempts will continue for some time.',
    ],
    [
      'Exchange',
      { From: 'postmaster@prospect.example' },
      'Delivery delayed: Quick question',
      'Delivery to these recipients or groups is delayed:\n\nslow@prospect.example\n\nThis message has not been delivered yet. Delivery will continue to be attempted.',
    ],
  ])('keeps a delay by %s apart', async (_name, headers, subject, text) => {
    const reading = await read({ ...headers, Subject: subject }, text);
    expect(reading.kind).toBe('delay');
    expect(reading.failed).toMatchObject([{ address: 'slow@prospect.example', permanent: false }]);
  });
});

describe('other machines', () => {
  test('a challenge', async () => {
    const text =
      'Your message to pat@prospect.example is being held because your address is not yet on the allowed list. Please click the link below to verify that you are a person:\n\nhttps://verify.example/abc';
    expect((await read({ Subject: 'Verification required' }, text)).kind).toBe('challenge');
  });
  test('a read receipt', async () => {
    const text =
      '--r\nContent-Type: text/plain\n\nYour message was read.\n--r\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; pat@prospect.example\nOriginal-Message-ID: <ours@seller.example>\nDisposition: manual-action/MDN-sent-manually; displayed\n--r--';
    const reading = await read(
      {
        Subject: 'Read: Quick question',
        'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=r',
      },
      text,
    );
    expect(reading).toMatchObject({ kind: 'read-receipt', about: ['ours@seller.example'] });
  });
  test.each([
    ['ACCEPTED', 'accepted'],
    ['DECLINED', 'declined'],
    ['TENTATIVE', 'tentative'],
  ])('a calendar answer: %s', async (state, calendar) => {
    const text = `--c\nContent-Type: text/plain\n\nPat has answered.\n--c\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nATTENDEE;CN=Pat;PARTST\n AT=${state}:mailto:pat@prospect.example\nEND:VEVENT\nEND:VCALENDAR\n--c--`;
    expect(
      await read({ Subject: 'Intro call', 'Content-Type': 'multipart/alternative; boundary=c' }, text),
    ).toMatchObject({ kind: 'calendar', calendar });
  });
  test('an invitation is a person’s', async () => {
    const text =
      '--c\nContent-Type: text/plain\n\nLet us meet\n--c\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n--c--';
    expect(
      (
        await read(
          { Subject: 'Invitation: Intro', 'Content-Type': 'multipart/alternative; boundary=c' },
          text,
        )
      ).kind,
    ).toBe('person');
  });
  test('an abuse report', async () => {
    const text =
      '--a\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--a\nContent-Type: message/rfc822\n\nMessage-ID: <ours@seller.example>\n\nx\n--a--';
    expect(
      await read(
        { Subject: 'x', 'Content-Type': 'multipart/report; report-type=feedback-report; boundary=a' },
        text,
      ),
    ).toMatchObject({ kind: 'complaint', about: ['ours@seller.example'] });
  });
});
