import { columns } from './columns';
import type { JsonFormat, TableFormat } from './format';
import { sendgrid } from './sendgrid';

/** Every format of JSON records, asked in this order. */
export const JSON_FORMATS: readonly JsonFormat[] = [sendgrid];

/** Every format of rows, asked in this order; the general one last. */
export const TABLE_FORMATS: readonly TableFormat[] = [columns];
