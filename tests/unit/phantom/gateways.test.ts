import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findGateways, gatewayOfLink, gatewayOfServer } from '../../../lib/mail/gateways';
import { parseMail } from '../../../lib/mail/parse';
import { readMail } from '../../../lib/mail/read';

async function mail(text: string) {
  return parseMail(new TextEncoder().encode(text.replace(/\n/g, '\r\n')));
}

describe('gateways in received mail', () => {
  it('show in headers, in who handed the mail over, and in rewritten links', async () => {
    const read = await mail(`Received: from mx0b-0001.pphosted.com (mx0b-0001.pphosted.com [67.1.1.1])
 by mx.google.com; Mon, 4 May 2026 09:00:00 +0000
X-Mimecast-Spam-Score: 0
From: Kim <kim@firm.example>
To: rep@sender.example
Subject: Re: Hello
Message-ID: <a@firm.example>

Yes.
> https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsender.example%2F0&data=05
`);
    expect(findGateways(read).map(({ gateway, domain }) => [gateway, domain])).toEqual([
      ['proofpoint', 'firm.example'],
      ['mimecast', 'firm.example'],
      ['microsoft', 'firm.example'],
    ]);
    const { message } = readMail(read, 'rep@sender.example', () => false);
    expect(message.direction === 'received' ? message.reading.gateways.length : 0).toBe(3);
  });

  it('show in a bounce’s Remote-MTA, for the company that was written to', async () => {
    const read = await mail(`From: Mail Delivery <mailer-daemon@googlemail.com>
To: rep@sender.example
Subject: Delivery Status Notification (Failure)
Message-ID: <b@google.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

Not delivered.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com

Final-Recipient: rfc822; gone@firm.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; us-smtp-inbound-1.mimecast.com
Diagnostic-Code: smtp; 550 Invalid Recipient

--x--
`);
    const { message } = readMail(read, 'rep@sender.example', () => false);
    expect(message.direction === 'received' ? message.reading.gateways : []).toEqual([
      { gateway: 'mimecast', domain: 'firm.example', evidence: 'refused by us-smtp-inbound-1.mimecast.com' },
    ]);
  });

  it('do not show in mail without them, nor in names that only look alike', async () => {
    const read = await mail(`From: Kim <kim@firm.example>
To: rep@sender.example
Subject: Re: Hello

See https://sender.example/urldefense.com and https://notsafelinks.protection.outlook.com.evil.example/
`);
    expect(findGateways(read)).toEqual([]);
    expect(gatewayOfServer('evilpphosted.com')).toBeNull();
    expect(gatewayOfServer('mx1.PPHOSTED.com.')).toBe('proofpoint');
    expect(gatewayOfLink('urldefense.com')).toBe('proofpoint');
  });

  it('are read from any bytes without failing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => Array.isArray(findGateways(await mail(text)))),
      { numRuns: 50 },
    );
  });
});
