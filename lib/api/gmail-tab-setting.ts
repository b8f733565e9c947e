/** Where the user's leave to read what is opened lies in `storage.local`; anything but `true` is no leave. */
export const READ_ON_OPEN = 'readOnOpen';
