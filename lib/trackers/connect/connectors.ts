import type { Connector } from './connector';
import { dubConnector } from './dub';
import { lemlistConnector } from './lemlist';
import { mailchimpConnector } from './mailchimp';
import { mailgunConnector } from './mailgun';
import { postmarkConnector } from './postmark';
import { shortioConnector } from './shortio';

/** Every tracker that can be polled for single clicks, by the order of its name. */
export const CONNECTORS: readonly Connector[] = [
  dubConnector,
  lemlistConnector,
  mailchimpConnector,
  mailgunConnector,
  postmarkConnector,
  shortioConnector,
];
