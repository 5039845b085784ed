//! Spanish, written by no native speaker and not yet reviewed by one. None of it stands in the pack.

use super::super::Phrasings;

pub(super) const FAULTS: Phrasings = &[
    (
        "no-water",
        &[
            "no sale agua de la maquina",
            "la bomba no chupa",
            "el motor anda pero no sale agua",
            "Hola, no llega nada de agua a los discos",
        ],
    ),
    (
        "pressure-loss",
        &[
            "tenemos muy poca presion",
            "la presion se cae cuando lavamos",
            "la bomba no levanta presión",
            "el agua sale con muy poca fuerza",
        ],
    ),
    (
        "hp-gauge-red",
        &[
            "el manometro esta en rojo",
            "la aguja entró en la zona roja",
            "la presion esta demasiado alta, 175 bar",
            "saltó la válvula de seguridad",
        ],
    ),
    (
        "does-not-start",
        &[
            "el motor no prende esta mañana",
            "la maquina no arranca por nada",
            "le doy a la llave y no pasa nada",
            "la bateria está completamente descargada",
        ],
    ),
    (
        "leak",
        &[
            "hay una fuga de aceite en el motor",
            "la bomba pierde aceite",
            "se reventó una manguera",
            "está goteando gasoil debajo de la máquina",
        ],
    ),
    (
        "engine-overheats",
        &[
            "el motor esta muy caliente",
            "se está recalentando el motor",
            "sale vapor por el radiador",
            "la temperatura del motor está muy alta",
        ],
    ),
    (
        "emergency-stop-stuck",
        &[
            "la seta de emergencia no sale",
            "se quedó atascada la parada de emergencia",
            "no se puede soltar el paro de emergencia",
            "la emergencia no rearma",
        ],
    ),
    (
        "poor-cleaning",
        &[
            "la red sigue muy sucia",
            "la maquina no esta limpiando bien",
            "deja franjas en la red",
            "los mejillones no se van, no salen",
        ],
    ),
    (
        "breaker-trips",
        &[
            "salta el diferencial cada vez que enchufamos",
            "me dio un calambre al tocar la maquina",
            "hay agua dentro de la caja de control",
            "se disparó otra vez el disyuntor",
        ],
    ),
    (
        "pressure-stays",
        &[
            "paramos y la manguera sigue dura",
            "la aguja ya no vuelve al cero",
            "no se puede sacar la presion del umbilical",
            "quedó presión atrapada en la manguera",
        ],
    ),
    (
        "winch-slips",
        &[
            "el winche no aguanta el peso",
            "la grua se baja sola",
            "el freno del winche esta patinando",
            "el gancho quedó doblado",
        ],
    ),
    (
        "engine-does-not-stop",
        &[
            "el motor no se para de ninguna manera",
            "no puedo apagar la maquina, el motor no se apaga",
            "quité la llave y el motor sigue andando",
            "la bomba sigue y no para",
        ],
    ),
];

/// What sounds like a fault and is none.
pub(super) const NO_FAULTS: &[&str] = &[
    "la presión es normal",
    "ya no hay fuga",
    "el motor arranca bien",
    "¿cómo arranco el motor?",
    "sale agua por los discos",
    "he limpiado el filtro",
    "quiero pedir boquillas",
    "el winche funciona",
    "el motor está parado",
    "el manómetro está a cero",
];
