import type { Translation } from '../../shared/locale/messages.ts';
import type { preferencesEnglish } from './en.ts';

const portuguese: Translation<typeof preferencesEnglish> = {
  'preferences.heading': 'Preferências de notificação',
  'preferences.topic': 'Assunto',
  'preferences.switch': '{row} por {channel}',
  'preferences.always-on': 'Sempre ativado',
  'preferences.always-off': 'Sempre desativado',
  'preferences.fixed': 'Definido pelo site',
  'preferences.conditional': 'Com condições',
  'preferences.muted': '{channel} está desativado',
  'preferences.not-offered': 'Não disponível',
  'preferences.saving': 'Salvando…',
  'preferences.saved': 'Salvo',
  'preferences.unsaved': 'Ainda não salvo',
  'preferences.unsaved-list': 'Ainda não salvo: {names}',
  'preferences.save': 'Salvar',
  'preferences.discard': 'Descartar',
  'preferences.discarded': 'Alterações descartadas',
  'preferences.reset': 'Restaurar padrões',
  'preferences.reset.heading': 'Restaurar tudo aqui?',
  'preferences.reset.text':
    'Suas escolhas darão lugar às configurações do site. Você pode desfazer logo depois.',
  'preferences.reset.confirm': 'Restaurar',
  'preferences.reset.keep': 'Manter minhas escolhas',
  'preferences.reset.done': 'Tudo voltou ao padrão.',
  'preferences.reset.undo': 'Desfazer',
  'preferences.failed': '“{name}” não foi salvo.',
  'preferences.failed-network': '“{name}” não foi salvo. Verifique sua conexão.',
  'preferences.failed-locked': '“{name}” não pode ser alterado aqui.',
  'preferences.failed-reset': 'Os padrões não foram restaurados.',
  'preferences.branding': 'Com tecnologia {name}',
  'preferences.empty.heading': 'Nada para escolher ainda',
  'preferences.empty.text': 'Quando houver notificações, você poderá escolher aqui como recebê-las.',
};
export default portuguese;
