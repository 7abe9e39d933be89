import { randomUUID } from 'crypto';

/** Another one each time that n8n starts. */
export const RUN = randomUUID();
