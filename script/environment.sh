# shellcheck shell=bash
# Read by script/build and script/test: a virtual environment for each, made when it is missing, stale or half made.
# Works with bash 3.2 (macOS). Says what it does on stderr, because `planet build --json` owns stdout.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# What the caller has set for another Python must not reach ours.
unset PYTHONHOME PYTHONPATH

say() { printf '%s\n' "$*" >&2; }

give_up() {
  say "$*"
  exit 1
}

refuse_windows() {
  case "$(uname -s)" in
    MINGW* | MSYS* | CYGWIN*)
      give_up "Planet does not run on Windows itself: open a WSL terminal (wsl --install) and run this again there."
      ;;
  esac
}

is_new_enough() { # python
  "$1" -c 'import sys, sqlite3, ssl; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

can_make_environments() { # python
  "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

has_uv() { command -v uv >/dev/null 2>&1; }

# Sets $python to the path of $PYTHON, or of the newest Python that will do.
choose_python() {
  local candidate without_venv=''
  if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
  else
    set -- python3.14 python3.13 python3.12 python3.11 python3
    has_uv && set -- "$@" "$(uv python find --no-python-downloads '>=3.11' 2>/dev/null)"
  fi
  for candidate in "$@"; do
    is_new_enough "$candidate" || continue
    if has_uv || can_make_environments "$candidate"; then
      python=$("$candidate" -c 'import sys; print(sys.executable)') # uv cannot use a shim such as pyenv's
      return
    fi
    without_venv=${without_venv:-$candidate}
  done
  [ -z "$without_venv" ] ||
    give_up "$without_venv has no venv module: install it (Debian: apt-get install python3-venv) and run this again."
  [ -z "${PYTHON:-}" ] ||
    give_up "PYTHON=$PYTHON is not a Python 3.11 or newer with ssl and sqlite3: name another, or unset PYTHON to have one found."
  give_up "Planet needs Python 3.11 or newer (Debian 12: apt-get install python3 python3-venv; macOS: brew install python)."
}

# What an environment was made from. When any of it differs, the environment is made again.
fingerprint() { # environment, lock
  "$1/bin/python" -c 'import sys; print(sys.version_info[:2])' 2>/dev/null
  printf '%s\n' "$root" "PYTHON=${PYTHON:-}"
  cat "$2" "$root/script/environment.sh"
}

is_ready() { # environment, lock
  [ -f "$1/ready" ] && fingerprint "$1" "$2" | cmp -s - "$1/ready"
}

install_with_uv() { # environment, lock
  UV_PYTHON_DOWNLOADS=never uv venv --quiet --no-project --python "$python" "$1" &&
    uv pip install --quiet --compile-bytecode --python "$1/bin/python" --require-hashes --only-binary :all: -r "$2"
}

install_with_pip() { # environment, lock
  "$python" -m venv "$1" &&
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
      --require-hashes --only-binary :all: -r "$2"
}

fill() { # environment, lock
  if has_uv; then
    install_with_uv "$1" "$2" && return
    # uv does not read pip's configuration, where some networks name their package index.
    say "uv could not do it; trying venv and pip."
    can_make_environments "$python" || return
  fi
  rm -rf "$1"
  install_with_pip "$1" "$2"
}

# The checkout itself: a line in a .pth file and a launcher need no build tool, which a locked install could not fetch.
add_planet() { # environment
  local packages
  packages=$("$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  printf '%s\n' "$root" >"$packages/planet-checkout.pth"
  # shellcheck disable=SC2016 # $0 and $@ belong to the launcher
  printf '#!/bin/sh\nexec "${0%%/*}/python" -P -m planet "$@"\n' >"$1/bin/planet"
  chmod +x "$1/bin/planet"
  # As an installer does; where PYTHONDONTWRITEBYTECODE is set, every build would compile all of it anew.
  "$1/bin/python" -m compileall -q "$root/planet" || true
}

# Makes .venv/NAME what the lock says, and sets $environment to its path.
# Its `ready` file is written last, so that an interrupted set-up is done again.
prepare() { # name, lock
  local lock=$root/$2
  environment=$root/.venv/$1
  refuse_windows
  is_ready "$environment" "$lock" && return
  choose_python
  say "Setting up .venv/$1 with $("$python" --version), once …"
  rm -rf "$environment"
  mkdir -p "$root/.venv"
  fill "$environment" "$lock" || give_up "Setting up .venv/$1 failed; the lines above say why. Nothing outside .venv was changed."
  add_planet "$environment"
  fingerprint "$environment" "$lock" >"$environment/ready.new"
  mv "$environment/ready.new" "$environment/ready"
}
