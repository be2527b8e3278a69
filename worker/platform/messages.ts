import * as z from 'zod/mini';
import { en } from 'zod/locales';

// What a schema says of a value is read by the API's callers and by who sets the Worker up. The small API of zod brings no
// words of its own, and would say "Invalid input" of everything.
z.config(en());
