# Builds the addon and the gate by node-gyp where CMake is missing: the sources of
# native/CMakeLists.txt, and the same files in build/Release. `npm run addon:gyp`.
{
  "variables": {
    "gate": [
      "<!@(node -p \"require('fs').readdirSync('native/gate').filter((f) => f.endsWith('.cc') && !f.endsWith('_main.cc')).map((f) => 'native/gate/' + f).join(' ')\")"
    ]
  },
  "target_defaults": {
    "cflags!": ["-O2", "-O3"],
    "cflags_cc!": ["-std=gnu++17", "-std=c++17", "-std=gnu++20"],
    "cflags_cc": ["-std=c++20", "-O3", "-fvisibility=hidden", "-Wall", "-Wextra", "-ffp-contract=off"],
    "xcode_settings": {
      "CLANG_CXX_LANGUAGE_STANDARD": "c++20",
      "GCC_OPTIMIZATION_LEVEL": "3",
      "GCC_SYMBOLS_PRIVATE_EXTERN": "YES",
      "OTHER_CPLUSPLUSFLAGS": ["-ffp-contract=off"],
      "MACOSX_DEPLOYMENT_TARGET": "12.0"
    }
  },
  "targets": [
    {
      "target_name": "striatum",
      "sources": [
        "native/binding/addon.cc",
        "native/binding/clock.cc",
        "native/binding/gate.cc",
        "native/binding/network.cc",
        "native/binding/neurons.cc",
        "native/bench/floats.cc",
        "native/bench/neurons.cc",
        "native/binding/scatter.cc",
        "native/bench/scatter.cc",
        "native/binding/sweep.cc",
        "native/bench/sweep.cc",
        "<!@(node -p \"['core', 'core/kinds', 'core/receptors', 'core/dendrites', 'core/simd'].flatMap((d) => require('fs').readdirSync('native/' + d).filter((f) => f.endsWith('.cc')).map((f) => 'native/' + d + '/' + f)).join(' ')\")",
        "<@(gate)"
      ],
      "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
      "defines": [
        "NAPI_VERSION=8",
        "NODE_ADDON_API_DISABLE_CPP_EXCEPTIONS",
        "NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED"
      ]
    },
    {
      "target_name": "striatum-gate",
      "type": "executable",
      "sources": ["native/gate/gate_main.cc", "<@(gate)"]
    },
    {
      "target_name": "striatum-safe",
      "type": "executable",
      "sources": ["native/gate/safe_main.cc", "<@(gate)"]
    }
  ]
}
