/** Mail domains that many strangers share: an address there says nothing about a company. */
const SHARED = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de live.com msn.com yahoo.com ' +
    'yahoo.co.uk yahoo.fr yahoo.de ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.com gmx.at web.de ' +
    't-online.de freenet.de mail.com mail.ru yandex.ru proton.me protonmail.com pm.me fastmail.com hey.com zoho.com ' +
    'orange.fr free.fr laposte.net sfr.fr wanadoo.fr libero.it virgilio.it tiscali.it terra.es telefonica.net uol.com.br ' +
    'bol.com.br ziggo.nl kpnmail.nl wp.pl o2.pl interia.pl onet.pl qq.com 163.com 126.com sina.com naver.com comcast.net ' +
    'verizon.net att.net sbcglobal.net bellsouth.net btinternet.com sky.com bluewin.ch telenet.be skynet.be'
  ).split(' '),
);

export function isSharedDomain(domain: string): boolean {
  return SHARED.has(domain);
}
