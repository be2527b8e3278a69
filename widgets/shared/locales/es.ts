import type { Translation } from '../../shared/locale/messages.ts';
import type { sharedEnglish } from './en.ts';

const spanish: Translation<typeof sharedEnglish> = {
  close: 'Cerrar',
  retry: 'Reintentar',
  loading: 'Cargando…',
  more: 'Mostrar más',
  'more-failed': 'No se pudo cargar el resto.',
  offline: 'No tienes conexión. Nos pondremos al día cuando vuelvas.',
  reconnecting: 'Reconectando…',
  'signed-out.heading': 'Has cerrado la sesión',
  'signed-out.text': 'Inicia sesión en este sitio para ver esto.',
  'forbidden.heading': 'No disponible para ti',
  'forbidden.text': 'No tienes acceso a esto. Si crees que es un error, pregunta al propietario del sitio.',
  'error.heading': 'Algo no ha funcionado',
  'error.text': 'Algo ha fallado por el camino. No se ha perdido nada tuyo.',
  'error.network': 'No pudimos conectar con el servicio. Comprueba tu conexión e inténtalo de nuevo.',
  'alerts.on': 'Activar notificaciones',
  'alerts.later': 'Ahora no',
};
export default spanish;
