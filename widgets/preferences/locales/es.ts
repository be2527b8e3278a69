import type { Translation } from '../../shared/locale/messages.ts';
import type { preferencesEnglish } from './en.ts';

const spanish: Translation<typeof preferencesEnglish> = {
  'preferences.heading': 'Preferencias de notificaciones',
  'preferences.topic': 'Tema',
  'preferences.switch': '{row} por {channel}',
  'preferences.always-on': 'Siempre activado',
  'preferences.always-off': 'Siempre desactivado',
  'preferences.fixed': 'Definido por el sitio',
  'preferences.conditional': 'Con condiciones',
  'preferences.muted': '{channel} está desactivado',
  'preferences.not-offered': 'No disponible',
  'preferences.saving': 'Guardando…',
  'preferences.saved': 'Guardado',
  'preferences.unsaved': 'Sin guardar',
  'preferences.unsaved-list': 'Sin guardar: {names}',
  'preferences.save': 'Guardar',
  'preferences.discard': 'Descartar',
  'preferences.discarded': 'Cambios descartados',
  'preferences.reset': 'Restablecer valores predeterminados',
  'preferences.reset.heading': '¿Restablecer todo?',
  'preferences.reset.text':
    'Lo que elegiste se sustituirá por los ajustes del sitio. Podrás deshacerlo justo después.',
  'preferences.reset.confirm': 'Restablecer',
  'preferences.reset.keep': 'Conservar mis ajustes',
  'preferences.reset.done': 'Todo ha vuelto a los valores predeterminados.',
  'preferences.reset.undo': 'Deshacer',
  'preferences.failed': '«{name}» no se ha guardado.',
  'preferences.failed-network': '«{name}» no se ha guardado. Comprueba tu conexión.',
  'preferences.failed-locked': '«{name}» no se puede cambiar aquí.',
  'preferences.failed-reset': 'No se restablecieron los valores predeterminados.',
  'preferences.branding': 'Con tecnología de {name}',
  'preferences.empty.heading': 'Nada que elegir todavía',
  'preferences.empty.text': 'Cuando haya notificaciones, podrás elegir aquí cómo recibirlas.',
};
export default spanish;
