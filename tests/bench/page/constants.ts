export const EVENTS_PER_MESSAGE = 5;
